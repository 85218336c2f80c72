extension WrongTransform {
    static let all = columns + names + types + privacy

    /// Columns that aren't there.
    static let columns = [
        WrongTransform(
            "a field that no report has", "  - mask: { fields: [▸telefone] }",
            "fields: none of this file's reports has the field 'telefone'; did you mean 'telephone'?"),
        WrongTransform(
            "fields that no report has, one by one", "  - trim: { fields: [▸coment, comment, ▸coments] }",
            "fields: none of this file's reports has the field 'coment'; did you mean 'comment'?",
            "fields: none of this file's reports has the field 'coments'; did you mean 'comment'?"),
        WrongTransform(
            "a field that another report has", of: "cdr_6", "  - mask: { fields: [▸telephone] }",
            "fields: cdr_6 has no field 'telephone'"),
        WrongTransform(
            "a field that was dropped", of: "cdr_1", "  - drop: { fields: [cost] }\n  - redact: { fields: [▸cost] }",
            "fields: cdr_1 has no field 'cost' any more here; a transform before this one took it away"),
        WrongTransform(
            "a field that was not selected", of: "cdr_1",
            "  - select: { fields: [date, cost] }\n  - trim: { fields: [▸comment] }",
            "fields: cdr_1 has no field 'comment' any more here; a transform before this one took it away"),
        WrongTransform(
            "a field by its old name", of: "cdr_1",
            "  - rename: { fields: { telephone: phone } }\n  - mask: { fields: [▸telephone] }",
            "fields: cdr_1 has no field 'telephone' any more here; a transform before this one took it away"),
        WrongTransform(
            "a field of the report's that is gone for the pipeline",
            "  - drop: { fields: [comment] }\n  - trim: { fields: [▸comment] }",
            "fields: none of this file's reports has the field 'comment'"),
        WrongTransform(
            "a misspelt new name", of: "cdr_1",
            "  - constant: { field: country, value: CO }\n  - mask: { fields: [▸contry] }",
            "fields: cdr_1 has no field 'contry'; did you mean 'country'?"),
        WrongTransform(
            "a misspelt field and nothing of its new name", of: "cdr_1",
            "  - rename: { fields: { ▸telphone: phone } }\n  - mask: { fields: [phone] }",
            "fields: cdr_1 has no field 'telphone'; did you mean 'telephone'?"),
        WrongTransform(
            "a derived column of another report", "  - drop: { fields: [▸connector_id] }", reports: "[cdr_1, cdr_6]",
            "fields: none of this file's reports has the field 'connector_id'"),
        WrongTransform(
            "split of nothing", of: "cdr_1", "  - split: { field: ▸city, by: '-', into: [a, b] }",
            "field: cdr_1 has no field 'city'"),
        WrongTransform(
            "a condition on nothing", of: "cdr_1", "  - where: { any: [{ field: ▸hangup, equals: agent }] }",
            "field: cdr_1 has no field 'hangup'; did you mean 'hang_up'?"),
        WrongTransform(
            "a condition that no report can look at",
            "  - ▸where: { all: [{ field: result, equals: BUSY }, "
                + "{ field: hang_up, equals: agent }] }", reports: "[cdr_1, cdr_6]",
            "where: none of this file's reports has all fields of the condition"),
        WrongTransform(
            "the column for unknown fields", of: "cdr_3", "  - drop: { fields: [▸_extra] }",
            "drop: the column _extra is not a transform's to change; set quality.unknown_fields to keep, drop or fail"),
        WrongTransform(
            "nothing is left", of: "cdr_6",
            "  - ▸drop: { fields: [result, count, window_start, window_end] }",
            "drop: no column is left; keep at least one"),
        WrongTransform(
            "a field that a report of the file's own lacks",
            "  - mask: { fields: [▸telephone, phone] }\n"
                + "definitions: [{ name: sales_2, grain: event, event_time: date, "
                + "fields: [{ name: date, form: timestamp }, { name: phone }] }]", reports: "[sales_2]",
            "fields: none of this file's reports has the field 'telephone'"),
        WrongTransform(
            "mistakes of two reports at once", of: "cdr_6", "  - trim: { fields: [▸comment] }",
            more: "transform: [{ trim: { fields: [▸coment] } }]",
            "fields: cdr_6 has no field 'comment'", "fields: none of this file's reports has the field 'coment'"),
    ]

    /// Names that are taken.
    static let names = [
        WrongTransform(
            "a name that another column has", of: "cdr_1", "  - rename: { fields: { comment: ▸cost } }",
            "rename: a column called cost is there already; choose another name, or drop that column before"),
        WrongTransform(
            "two columns of one name", of: "cdr_1", "  - rename: { fields: { comment: ▸note, destiny: note } }",
            "rename: a column called note is there already; choose another name, or drop that column before"),
        WrongTransform(
            "names that differ in case alone", of: "cdr_1", "  - rename: { fields: { comment: ▸COST } }",
            "rename: a column called cost is there already, and lakes don't tell it from COST; choose another name, "
                + "or drop that column before"),
        WrongTransform(
            "a constant under a name that is taken", "  - constant: { field: ▸cost, value: 1 }",
            "constant: a column called cost is there already; choose another name, or drop that column before (in cdr_1)"
        ),
        WrongTransform(
            "a constant in the report and in the pipeline", of: "cdr_1", "  - constant: { field: country, value: CO }",
            more: "transform: [{ constant: { field: ▸country, value: CO } }]",
            "constant: a column called country is there already; choose another name, or drop that column before "
                + "(in cdr_1)"),
        WrongTransform(
            "parts under a name that is taken", of: "cdr_1",
            "  - split: { field: destiny, by: '-', into: [a, ▸comment] }",
            "split: a column called comment is there already; choose another name, or drop that column before"),
        WrongTransform(
            "the same new column twice", of: "cdr_6",
            "  - canonical: { fields: [result], values: results }\n  - ▸canonical: { fields: [result], values: results }",
            "canonical: a column called result_canonical is there already; choose another name, or drop that column before"
        ),
        WrongTransform(
            "a number beside one of its name", of: "cdr_1", "  - phone: { fields: [telephone], into: ▸destiny }",
            "phone: a column called destiny is there already; choose another name, or drop that column before"),
    ]
}
