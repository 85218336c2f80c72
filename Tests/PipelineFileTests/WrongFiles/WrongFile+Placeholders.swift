extension WrongFile {
    private static func token(_ text: String) -> String {
        Fixture.file(
            sources: "sources:\n  - name: bogota\n    server: 12\n    token: \(text)\n    time_zone: America/Bogota\n")
    }

    private static let form =
        "a placeholder is ${NAME}, ${NAME:-default} or ${NAME:?message}, with letters, digits and _ in the name"

    /// Mistakes in placeholders, and values of variables that don't fit.
    static let placeholders = [
        WrongFile(
            "unset variable", token("▸${NO_TOKEN}"),
            "token: the environment variable NO_TOKEN isn't set; set it, or write ${NO_TOKEN:-default}"),
        WrongFile(
            "unset variable in a flow mapping", Fixture.file(load: "load: { to: ▸${NOWHERE}, format: csv }\n"),
            "to: the environment variable NOWHERE isn't set; set it, or write ${NOWHERE:-default}"),
        WrongFile(
            "required variable that's empty", token("▸${EMPTY:?ask the operator: extension 7}"),
            "token: the environment variable EMPTY isn't set or is empty: ask the operator: extension 7"),
        WrongFile(
            "required variable without a message", token("▸${NO_TOKEN:?}"),
            "token: the environment variable NO_TOKEN isn't set or is empty"),
        WrongFile("no name", token("▸${}"), "token: \(form)"),
        WrongFile("name with a dash", token("▸${\(Fixture.token)}"), "token: \(form)"),
        WrongFile("operation of another shell", token("▸${WOLKVOX_TOKEN:+yes}"), "token: \(form)"),
        WrongFile(
            "open placeholder", token("▸${WOLKVOX_TOKEN"),
            "token: a placeholder that starts with ${ isn't closed with }; write $$ for a dollar"),
        WrongFile(
            "value of a variable that's no number", Fixture.file(sourceLines: "    calls_per_day: ▸${WORD}\n"),
            "calls_per_day: the value of '${WORD}' is not a whole number from 1 to 100000000"),
        WrongFile(
            "value of a variable that's no report", Fixture.file(reports: "reports: [▸'${WORD}']\n"),
            "the value of '${WORD}' is not a known report; `wolkvox-etl reports` lists them"),
        WrongFile(
            "value of a variable that isn't read as YAML", Fixture.file(more: "window: ▸${YAML}\n"),
            "window: expected a mapping, such as `window: { from: -3d, to: yesterday }`, not a single value"),
        WrongFile(
            "two variables in one value", Fixture.file(load: "load: { to: ▸▸${A}/${B} }\n"),
            "to: the environment variable A isn't set; set it, or write ${A:-default}",
            "to: the environment variable B isn't set; set it, or write ${B:-default}"),
    ]
}
