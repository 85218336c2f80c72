extension WrongFile {
    /// Files that aren't YAML, or use more of it than a pipeline file may.
    static let yaml = [
        WrongFile("empty file", "▸", "the file is empty; a pipeline file starts with `version: 1`"),
        WrongFile("comments alone", "▸# nothing yet\n", "the file is empty; a pipeline file starts with `version: 1`"),
        WrongFile(
            "null document", "▸~\n",
            "a pipeline file is a mapping that starts with `version: 1`, and this one holds nothing"),
        WrongFile(
            "list at the top", "▸- version: 1\n",
            "a pipeline file is a mapping that starts with `version: 1`, not a list"),
        WrongFile(
            "text at the top", "▸version 1\n",
            "a pipeline file is a mapping that starts with `version: 1`, not a single value"),
        WrongFile(
            "tab as indentation", "version: 1\nload:\n▸\tto: output\n",
            "a tab can't indent or separate here; use spaces"),
        WrongFile(
            "colon in a value", "version: 1\nname: a▸: b\n",
            "this isn't YAML: mapping values are not allowed in this context; check the indentation, and quote a value "
                + "that holds a colon and a blank"),
        WrongFile(
            "per cent sign first", "version: ▸%1\n",
            "this isn't YAML: found character that cannot start any token; quote a "
                + "value that starts with %, @ or `"),
        WrongFile(
            "open bracket", "reports: [cdr_1\nload▸: 1\n",
            "this isn't YAML: did not find expected ',' or ']', while parsing a flow sequence from line 1; a bracket or "
                + "a comma is missing"),
        WrongFile(
            "open quote", "name: \"nightly\n▸",
            "this isn't YAML: found unexpected end of stream, while scanning a quoted scalar from line 1; a quote isn't "
                + "closed"),
        WrongFile(
            "control character", "version: 1\nname: a▸\u{1}b\n",
            "the character U+0001 has no place in a pipeline file; remove it"),
        WrongFile(
            "private-use character", "name: ▸\u{F0000}\n",
            "the character U+F0000 has no place in a pipeline file; remove it"),
        WrongFile(
            "two documents", Fixture.file() + "▸---\nversion: 1\n",
            "a second document starts here; a pipeline file holds one"),
        WrongFile(
            "tag", Fixture.file(load: "load: { to: ▸!!binary b3V0 }\n"),
            "a pipeline file has no tags; write the value without the word that starts with !"),
        WrongFile(
            "merge key", Fixture.file(more: "window:\n  ▸<<: { from: -3d }\n"),
            "merge keys (<<) are not supported; write the settings out"),
        WrongFile(
            "list as a key", Fixture.file(more: "▸[a, b]: 1\n"),
            "a key in a pipeline file must be a word, not a list"),
        WrongFile(
            "null as a key", Fixture.file(more: "▸~: 1\n"),
            "a key in a pipeline file must be a word, not nothing"),
        WrongFile(
            "alias of nothing", Fixture.file(load: "load: { to: ▸▸*place }\n"),
            "no anchor &place stands before this alias; quote a value that starts with *",
            "to: the value is missing; write one, such as `to: output`"),
        WrongFile(
            "brackets beyond measure", "name: " + String(repeating: "[", count: 64) + "▸[",
            "values are nested more than 64 deep here"),
    ]
}
