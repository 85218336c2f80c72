extension WrongFile {
    /// Mistakes in the keys at the top.
    static let top = [
        WrongFile(
            "nothing required is there", "▸▸▸▸window: { from: -3d }\nversion: 1\n",
            "a pipeline file needs 'load', such as `load: { to: output }`",
            "a pipeline file needs 'name', such as `name: nightly`",
            "a pipeline file needs 'reports', such as `reports: [cdr_1, cdr_3]`",
            "a pipeline file needs 'sources', such as "
                + "`sources: [{ name: bogota, server: \"0012\", token: \"${TOKEN}\" }]`"),
        WrongFile(
            "empty mapping", "▸▸▸▸▸{}\n",
            "a pipeline file needs 'load', such as `load: { to: output }`",
            "a pipeline file needs 'name', such as `name: nightly`",
            "a pipeline file needs 'reports', such as `reports: [cdr_1, cdr_3]`",
            "a pipeline file needs 'sources', such as "
                + "`sources: [{ name: bogota, server: \"0012\", token: \"${TOKEN}\" }]`",
            "a pipeline file needs 'version', such as `version: 1`"),
        WrongFile(
            "version to come", Fixture.file(head: "version: ▸2\nname: nightly\n"),
            "version: '2' is not 1, the only version that this program reads"),
        WrongFile(
            "name with a slash", Fixture.file(head: "version: 1\nname: ▸../etc\n"),
            "name: '../etc' does not start with a letter or a digit"),
        WrongFile(
            "name with a blank", Fixture.file(head: "version: 1\nname: ▸every night\n"),
            "name: 'every night' holds something other than letters a to z, digits, '.', '_' and '-'"),
        WrongFile(
            "name with two dots", Fixture.file(head: "version: 1\nname: ▸a..b\n"),
            "name: 'a..b' holds two dots in a row"),
        WrongFile(
            "name beyond measure", Fixture.file(head: "version: 1\nname: ▸\(String(repeating: "a", count: 65))\n"),
            "name: '\(String(repeating: "a", count: 60))…' is longer than 64 characters"),
        WrongFile(
            "empty name", Fixture.file(head: "version: 1\nname: ▸''\n"), "name: '' is empty"),
        WrongFile(
            "name without a value", Fixture.file(head: "version: 1\nname:▸\n"),
            "name: the value is missing; write one, such as `name: nightly`"),
        WrongFile(
            "misspelt key", Fixture.file(reports: "▸report: [cdr_1]\n"),
            "unknown key 'report' in a pipeline file; did you mean 'reports'?"),
        WrongFile(
            "unknown key", Fixture.file(more: "▸schedule: daily\n"),
            "unknown key 'schedule' in a pipeline file; known are version, name, sources, window, reports, transform, "
                + "load, quality, tokens_at_once, definitions, follow, lease, forget_key, archive, metrics, lineage, "
                + "notify, tests"),
        WrongFile(
            "number as a key", Fixture.file(more: "▸7: daily\n"),
            "unknown key '7' in a pipeline file; known are version, name, sources, window, reports, transform, load, "
                + "quality, tokens_at_once, definitions, follow, lease, forget_key, archive, metrics, lineage, "
                + "notify, tests"),
        WrongFile(
            "doubled key", Fixture.file(more: "▸name: other\n"),
            "duplicate key 'name' in a pipeline file; the first is in line 2"),
        WrongFile(
            "key three times, and another mistake", Fixture.file(more: "▸name: other\n▸'name': third\n▸foo: 1\n"),
            "duplicate key 'name' in a pipeline file; the first is in line 2",
            "duplicate key 'name' in a pipeline file; the first is in line 2",
            "unknown key 'foo' in a pipeline file; known are version, name, sources, window, reports, transform, load, "
                + "quality, tokens_at_once, definitions, follow, lease, forget_key, archive, metrics, lineage, "
                + "notify, tests"),
        WrongFile(
            "archive", Fixture.file(more: "archive: { to: ▸output/archive, keep: 30d }\n"),
            "to: the archive lies below load.to (output), where readers of the output would meet answers before any mask; "
                + "choose a folder beside it"),
    ]
}
