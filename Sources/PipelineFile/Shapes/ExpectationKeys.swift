import ETL

/// The expectations and their keys.
enum ExpectationKeys {
    static let notNull = KeyShape(
        "not_null", .mapping(NotNullKeys.shape), summary: "Columns with a value in every row.",
        example: "{ fields: [conn_id] }")
    static let unique = KeyShape(
        "unique", .mapping(UniqueKeys.shape), summary: "Columns whose values, taken together, stand once in a day.",
        example: "{ fields: [conn_id] }")
    static let accepted = KeyShape(
        "accepted", .mapping(AcceptedKeys.shape), summary: "The only values that a column may have.",
        example: "{ field: hang_up, values: [agent, customer] }")
    static let range = KeyShape(
        "range", .mapping(RangeKeys.shape), summary: "Bounds for a column of numbers, days or times.",
        example: "{ field: time_seg, min: 0, max: 86400 }")
    static let rowCount = KeyShape(
        "row_count", .mapping(RowCountKeys.shape), summary: "About as many rows as the same weekday had before.",
        example: "{ within: 40% }")

    static let shape = MappingShape(
        "an expectation", [notNull, unique, accepted, range, rowCount],
        exactlyOneOf: [["not_null", "unique", "accepted", "range", "row_count"]])

    static let action = Setting<ExpectationAction>.choice(
        "action", .defaulted("stop"), summary: "Whether a day that doesn't hold to it is committed with a warning.",
        example: "warn")
    static let fields = KeyShape("fields", .list(.field), .required, summary: "The columns.", example: "[conn_id]")
    static let field = KeyShape("field", .field, .required, summary: "The column.", example: "hang_up")
}

/// The keys of `not_null`.
enum NotNullKeys {
    static let shape = MappingShape("not_null", [ExpectationKeys.fields, ExpectationKeys.action.shape])
}

/// The keys of `unique`.
enum UniqueKeys {
    static let shape = MappingShape("unique", [ExpectationKeys.fields, ExpectationKeys.action.shape])
}

/// The keys of `accepted`.
enum AcceptedKeys {
    static let values = KeyShape(
        "values", .list(.text), .required, summary: "The values, as they are written.",
        example: "[agent, customer]")

    static let shape = MappingShape("accepted", [ExpectationKeys.field, values, ExpectationKeys.action.shape])
}

/// The keys of `range`.
enum RangeKeys {
    static let min = Setting(
        KeyShape("min", .bound, summary: "The lowest value, included.", example: "0"), RangeLimit.parse)
    static let max = Setting(
        KeyShape("max", .bound, summary: "The highest value, included.", example: "86400"), RangeLimit.parse)

    static let shape = MappingShape(
        "range", [ExpectationKeys.field, min.shape, max.shape, ExpectationKeys.action.shape])
}

/// The keys of `row_count`.
enum RowCountKeys {
    static let within = Setting.percent(
        "within", .required, summary: "How far from the median of the same weekdays.", example: "40%")
    static let weeks = Setting.integer(
        "weeks", 1...52, .defaulted("4"), summary: "How many weeks are looked back upon.", example: "4")

    static let shape = MappingShape("row_count", [within.shape, weeks.shape, ExpectationKeys.action.shape])
}
