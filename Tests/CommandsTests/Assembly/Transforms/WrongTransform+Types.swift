extension WrongTransform {
    private static let texts =
        "columns of text are agent_name, destiny, telephone, cod_act, cod_act_2, description_cod_act, "
        + "description_cod_act_2, type_interaction, customer_id, hang_up, campaign_id, conn_id, skill_id, skill_name, "
        + "agent_id, comment"

    /// Columns of the wrong type.
    static let types = [
        WrongTransform(
            "cast of what is no text", of: "cdr_1", "  - cast: { fields: [▸cost], to: integer }",
            "cast: the column cost is not text but decimal; cast it to text before"),
        WrongTransform(
            "cast twice", of: "cdr_1",
            "  - cast: { fields: [skill_id], to: integer }\n  - cast: { fields: [▸skill_id], to: decimal }",
            "cast: the column skill_id is not text but integer; cast it to text before"),
        WrongTransform(
            "cast of what several reports have typed", "  - cast: { fields: [▸date], to: day }",
            reports: "[cdr_1, cdr_3]",
            "cast: the column date is not text but timestamp; cast it to text before (in cdr_1, cdr_3)"),
        WrongTransform(
            "mask of a time", of: "cdr_1", "  - mask: { fields: [▸date] }",
            "mask: the column date is not text but timestamp; \(texts)"),
        WrongTransform(
            "hash of a number", of: "cdr_1", "  - hash: { fields: [▸time_seg], key: '${PII_KEY}' }",
            "hash: the column time_seg is not text but integer; \(texts)"),
        WrongTransform(
            "trim of a number", "  - trim: { fields: [▸cost] }",
            "trim: the column cost is not text but decimal; \(texts) (in cdr_1)"),
        WrongTransform(
            "a text in the place of a number", of: "cdr_1", "  - redact: { fields: [▸cost], with: '***' }",
            "redact: the column cost is not text but decimal; \(texts)"),
        WrongTransform(
            "numbers looked for in a number", of: "cdr_1", "  - redact: { fields: [▸cost], find: [digits] }",
            "redact: the column cost is not text but decimal; \(texts)"),
        WrongTransform(
            "canonical of a number", of: "cdr_1", "  - canonical: { fields: [▸time_seg], values: results }",
            "canonical: the column time_seg is not text but integer; \(texts)"),
        WrongTransform(
            "phone of a time", of: "cdr_1", "  - phone: { fields: [▸date] }",
            "phone: the column date is not text but timestamp; \(texts)"),
        WrongTransform(
            "split of a time", of: "cdr_1", "  - split: { field: ▸date, by: 'T', into: [day, time] }",
            "split: the column date is not text but timestamp; \(texts)"),
        WrongTransform(
            "a constant that is not a number", "  - constant: { field: rate, value: ▸CO, type: decimal }",
            "constant: 'CO' is not of the type decimal; write digits, or choose another type (in cdr_1)"),
        WrongTransform(
            "a constant that is not whole", "  - constant: { field: rate, value: ▸1.5, type: integer }",
            "constant: '1.5' is not of the type integer; write digits, or choose another type (in cdr_1)"),
        WrongTransform(
            "a condition on the order of text", of: "cdr_1", "  - where: { field: ▸telephone, at_least: 5 }",
            "where: telephone is text, which has no order; cast it before"),
        WrongTransform(
            "a condition on the beginning of a number", of: "cdr_1", "  - where: { field: ▸cost, starts_with: 0 }",
            "where: cost is not text but decimal, and has no beginning; compare it by at_least and less_than"),
        WrongTransform(
            "a number that is none", of: "cdr_1", "  - where: { field: time_seg, at_least: ▸long }",
            "where: 'long' is not of the type of time_seg, integer; write 30 or 0.5"),
        WrongTransform(
            "a time that is none", of: "cdr_1", "  - where: { field: date, less_than: ▸noon }",
            "where: 'noon' is not of the type of date, timestamp; write 2026-10-01 or 2026-10-01 08:00:00"),
        WrongTransform(
            "one of several numbers that is none", of: "cdr_1", "  - where: { field: cost, in: [1, 2.50, ▸3 USD] }",
            "where: '3 USD' is not of the type of cost, decimal; write 30 or 0.5"),
        WrongTransform(
            "a spelling of two values", of: "cdr_6",
            "  - canonical: { fields: [result], values: { yes: [si], no: [▸SI] } }",
            "canonical: 'SI' cannot stand for no, it stands for yes; compared are letters and digits alone, "
                + "whatever their case"),
        WrongTransform(
            "a spelling of signs alone", of: "cdr_6", "  - canonical: { fields: [result], values: { none: [▸'--'] } }",
            "canonical: '--' has neither letter nor digit; leave it out"),
    ]

    /// Hidden values that would be seen elsewhere.
    static let privacy = [
        WrongTransform(
            "a part of what is hidden", of: "cdr_3",
            "  - mask: { fields: [▸channel] }\n  - drop: { fields: [connector_type] }",
            "the field channel is hidden, but the column connector_id, which is made of it, is not; "
                + "hide connector_id too, or drop it"),
        WrongTransform(
            "what a hidden part is a part of", of: "cdr_3",
            "  - drop: { fields: [connector_type] }\n  - hash: { fields: [▸connector_id], key: '${PII_KEY}' }",
            "what is made of the field channel is hidden, but the column itself is not; hide channel too, or drop it"),
        WrongTransform(
            "a number in one form that was made before", of: "cdr_1",
            "  - phone: { fields: [telephone] }\n  - mask: { fields: [▸telephone] }",
            "the field telephone is hidden, but the column telephone_phone, which is made of it, is not; "
                + "hide telephone_phone too, or drop it"),
        WrongTransform(
            "parts that were cut before, under other names", of: "cdr_1",
            "  - split: { field: destiny, by: '-', into: [city, line] }\n"
                + "  - rename: { fields: { city: town } }\n  - drop: { fields: [line] }\n"
                + "  - redact: { fields: [▸destiny] }",
            "the field destiny is hidden, but the column town, which is made of it, is not; hide town too, or drop it"),
        WrongTransform(
            "what the report made and the pipeline hides", of: "cdr_1",
            "  - phone: { fields: [telephone], into: number }",
            more: "transform: [{ hash: { fields: [▸telephone], key: '${PII_KEY}' } }]",
            "the field telephone is hidden, but the column number, which is made of it, is not; "
                + "hide number too, or drop it (in cdr_1)"),
    ]
}
