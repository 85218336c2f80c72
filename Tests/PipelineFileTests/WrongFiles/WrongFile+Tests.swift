extension WrongFile {
    private static func test(_ lines: String) -> String {
        Fixture.file(more: "tests:\n  - \(lines)\n")
    }

    private static let rows = "rows: [{ cost: \"1\" }]"

    /// Mistakes in a file's tests of itself.
    static let tests = [
        WrongFile(
            "tests as a mapping", Fixture.file(more: "tests: ▸{ name: x }\n"),
            "tests: expected a list, such as `tests: [{ name: a dash is nothing, report: cdr_1, rows: [{ cost: \"-\" }], "
                + "expect: [{ cost: null }] }]`, not a mapping"),
        WrongFile(
            "test with nothing but a name", test("▸▸▸name: x"),
            "a test needs 'expect', such as `expect: [{ cost: 0.0345 }]`",
            "a test needs 'report', such as `report: cdr_1`",
            "a test needs 'rows' or 'body', such as `rows: [{ date: \"2026-10-01 08:15:42\", cost: \"0.0345\" }]`"),
        WrongFile(
            "test of a report that is not in the file", test("{ name: x, report: ▸cdr_6, \(rows), expect: [] }"),
            "report: 'cdr_6' is none of this file's reports; did you mean 'cdr_1'?"),
        WrongFile(
            "test of an unknown source",
            test("{ name: x, report: cdr_1, source: ▸bogotá, \(rows), expect: [] }"),
            "source: 'bogotá' is none of this file's sources; did you mean 'bogota'?"),
        WrongFile(
            "rows and a body", test("{ name: x, report: cdr_1, \(rows), ▸body: a.json, expect: [] }"),
            "a test takes either 'rows' or 'body', not both"),
        WrongFile(
            "no rows", test("{ name: x, report: cdr_1, rows: ▸[], expect: [] }"),
            "rows: the list is empty; write at least one, such as `rows: [{ date: \"2026-10-01 08:15:42\", cost: \"0.0345\" }]`"
        ),
        WrongFile(
            "row that is not a mapping", test("{ name: x, report: cdr_1, rows: [▸5], expect: [] }"),
            "rows: expected a list, such as `rows: [{ date: \"2026-10-01 08:15:42\", cost: \"0.0345\" }]`, not a single value"
        ),
        WrongFile(
            "key twice in a row", test("{ name: x, report: cdr_1, rows: [{ cost: 1, ▸cost: 2 }], expect: [] }"),
            "duplicate key 'cost' in 'rows'; the first is in line 11"),
        WrongFile(
            "misspelt key", test("{ name: x, report: cdr_1, \(rows), ▸expct: [] }"),
            "unknown key 'expct' in a test; did you mean 'expect'?"),
        WrongFile(
            "unknown column", test("{ name: x, report: cdr_1, \(rows), expect: [{ ▸csot: 1 }] }"),
            "expect: cdr_1 has no column 'csot'; did you mean 'cost'?"),
        WrongFile(
            "expected row that is not a mapping", test("{ name: x, report: cdr_1, \(rows), expect: [▸cost] }"),
            "expect: expected a list, such as `expect: [{ cost: 0.0345 }]`, not a single value"),
        WrongFile(
            "unknown reason",
            test("{ name: x, report: cdr_1, \(rows), expect: [], quarantined: [{ reason: ▸wrong_typ }] }"),
            "reason: 'wrong_typ' is not invalid_timestamp, invalid_day, invalid_decimal, ambiguous_decimal, invalid_integer, "
                + "invalid_duration, invalid_percent, wrong_type, invalid_utf8, control_character, lone_surrogate, "
                + "duplicate_key, not_an_object, beyond_limits, outside_window, missing_timestamp, unknown_field or transform_failed; "
                + "did you mean 'wrong_type'?"),
        WrongFile(
            "quarantined row without a reason",
            test("{ name: x, report: cdr_1, \(rows), expect: [], quarantined: [{ ▸field: cost }] }"),
            "a row in quarantine needs 'reason', such as `reason: ambiguous_decimal`"),
        WrongFile(
            "day that is relative", test("{ name: x, report: cdr_1, day: ▸yesterday, \(rows), expect: [] }"),
            "day: 'yesterday' is not a day such as 2026-10-01"),
        WrongFile(
            "two tests of one name",
            test(
                "{ name: x, report: cdr_1, \(rows), expect: [] }\n  - ▸{ name: x, report: cdr_1, \(rows), expect: [] }"),
            "name: two tests have the name 'x'"),
        WrongFile(
            "name that is none", test("{ name: ▸' ', report: cdr_1, \(rows), expect: [] }"), "name: ' ' is empty"),
        WrongFile(
            "home folder", test("{ name: x, report: cdr_1, body: ▸~/a.json, expect: [] }"),
            "body: '~/a.json' starts with ~, which nothing fills in here; write ${HOME}"),
        WrongFile(
            "variable that isn't set", test("{ name: x, report: cdr_1, rows: [{ cost: ▸${NOPE} }], expect: [] }"),
            "rows: the environment variable NOPE isn't set; set it, or write ${NOPE:-default}"),
    ]
}
