extension WrongFile {
    private static func expect(_ text: String) -> String {
        Fixture.file(more: "quality:\n  expect:\n    - \(text)\n")
    }

    private static func own(_ text: String) -> String {
        Fixture.file(reports: "reports:\n  - report: cdr_1\n    expect:\n      - \(text)\n")
    }

    /// Of a report whose columns' types are known.
    private static func typed(_ text: String) -> String {
        Fixture.file(
            reports: "reports:\n  - report: skill_5\n    with: { skill_id: 1 }\n    expect:\n      - \(text)\n")
    }

    /// Mistakes in what rows are expected to hold to.
    static let expectations = [
        WrongFile(
            "expectations as a mapping", Fixture.file(more: "quality:\n  expect: ▸{ unique: {} }\n"),
            "expect: expected a list, such as `expect: [{ row_count: { within: 40% } }]`, not a mapping"),
        WrongFile(
            "no expectations", Fixture.file(more: "quality:\n  expect: ▸[]\n"),
            "expect: the list is empty; write at least one, such as `expect: [{ row_count: { within: 40% } }]`"),
        WrongFile(
            "misspelt expectation", expect("▸uniqe: { fields: [cost] }"),
            "unknown key 'uniqe' in an expectation; did you mean 'unique'?"),
        WrongFile(
            "two expectations in one item",
            expect("unique: { fields: [cost] }\n      ▸not_null: { fields: [cost] }"),
            "an expectation is one thing, and 'unique' stands here already; begin another item with -"),
        WrongFile(
            "column that no report has", expect("not_null: { fields: [▸telefone] }"),
            "fields: none of this file's reports has the column 'telefone'; did you mean 'telephone'?"),
        WrongFile(
            "column that the report lacks", own("unique: { fields: [telephone, ▸result] }"),
            "fields: cdr_1 has no column 'result'"),
        WrongFile(
            "column twice", own("unique: { fields: [cost, ▸cost] }"), "fields: 'cost' is listed twice"),
        WrongFile(
            "no columns", own("unique: { fields: ▸[] }"),
            "fields: the list is empty; write at least one, such as `fields: [conn_id]`"),
        WrongFile(
            "unknown action", own("unique: { fields: [cost], action: ▸wran }"),
            "action: 'wran' is not warn or stop; did you mean 'warn'?"),
        WrongFile(
            "vocabulary without values", own("accepted: { ▸field: cost }"),
            "accepted needs 'values', such as `values: [agent, customer]`"),
        WrongFile(
            "value twice", own("accepted: { field: destiny, values: [a, b, ▸a] }"),
            "values: 'a' is listed twice"),
        WrongFile(
            "vocabulary of several columns", own("accepted: { ▸fields: [destiny], values: [a] }"),
            "unknown key 'fields' in accepted; did you mean 'field'?"),
        WrongFile(
            "range without bounds", own("range: { ▸field: cost }"), "range needs 'min' or 'max', such as `min: 0`"),
        WrongFile(
            "bound that is none", own("range: { field: cost, min: ▸few, max: ▸1e3 }"),
            "min: 'few' is not a number, a day or a time such as 2026-10-01 08:00:00",
            "max: '1e3' is not a number, a day or a time such as 2026-10-01 08:00:00"),
        WrongFile("range turned round", own("range: { field: cost, min: ▸2, max: 1 }"), "range: min is above max"),
        WrongFile(
            "days turned round", own("range: { field: date, min: ▸2026-10-02, max: 2026-10-01 08:00:00 }"),
            "range: min is above max"),
        WrongFile(
            "bounds of two kinds, of a column whose type is in doubt",
            own("range: { field: agent_name, min: ▸2, max: 2026-10-01 }")
                .replacing("\nload:", with: "\n  - ▸nothing_1\nload:"),
            "range: min and max are not of one kind",
            "unknown report 'nothing_1'; `wolkvox-etl reports` lists them"),
        WrongFile(
            "day that is none", own("range: { field: date, min: ▸2026-02-30 }"),
            "min: '2026-02-30' is not a number, a day or a time such as 2026-10-01 08:00:00"),
        WrongFile(
            "number for times", typed("range: { field: date, min: ▸5 }"),
            "range: 'date' holds times; write a day or a time, such as 2026-10-01 08:00:00"),
        WrongFile(
            "range of text", typed("range: { field: message, min: ▸5 }"),
            "range: 'message' holds no numbers, days or times"),
        WrongFile(
            "vocabulary of objects", typed("accepted: { field: ▸_extra, values: [a] }"),
            "field: '_extra' holds JSON objects, not single values"),
        WrongFile(
            "band without a width", own("row_count: { ▸weeks: 4 }"), "row_count needs 'within', such as `within: 40%`"),
        WrongFile(
            "band without a sign", own("row_count: { within: ▸40 }"), "within: '40' has no sign; write it as in 1%"),
        WrongFile(
            "band over no weeks", own("row_count: { within: 40%, weeks: ▸0 }"),
            "weeks: '0' is not a whole number from 1 to 52"),
    ]
}
