import ETL
import Settings

/// The keys of a report that is more than a name.
enum ReportKeys {
    static let report = Setting(
        KeyShape("report", .report, .required, summary: "The report's name in the catalogue.", example: "campaign_7"))
    static let with = KeyShape(
        "with", .openMapping(.either(.oneOrMore(.parameterValue), .mapping(ValueListKeys.shape))),
        summary: "The report's parameters.",
        example: "{ campaign_id: all }")
    static let transform = KeyShape(
        "transform", .list(.transform), summary: "What this report goes through first.",
        example: "[{ mask: { fields: [telephone] } }]")

    static let expect = KeyShape(
        "expect", .list(.expectation), summary: "What this report's rows must hold to.",
        example: "[{ not_null: { fields: [agent_id] } }]")

    static let load = KeyShape(
        "load", .mapping(ReportLoadKeys.shape),
        summary: "What this report's files have in another way than the others.",
        example: "{ format: csv }")

    static let shape = MappingShape("a report", [report.shape, with, transform, expect, load])
}

/// The keys of a parameter whose values come from a list of the source's.
enum ValueListKeys {
    static let from = Setting<ListedValues>.choice(
        "from", .required, summary: "The list of the source's whose values are asked for, one by one.",
        example: "campaigns")

    static let shape = MappingShape("a list of values", [from.shape])
}
