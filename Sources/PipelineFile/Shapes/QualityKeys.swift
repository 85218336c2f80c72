import ETL
import Settings

/// The keys of `quality`.
enum QualityKeys {
    static let onInvalid = Setting<InvalidPolicy>.choice(
        "on_invalid", .defaulted("quarantine"), summary: "What happens to a value that doesn't fit.",
        example: "quarantine")
    static let maxQuarantined = Setting.percent(
        "max_quarantined", .defaulted("1%"), summary: "A day with more of its rows in quarantine isn't committed.",
        example: "1%")
    static let unknownFields = Setting<UnknownFieldPolicy>.choice(
        "unknown_fields", .defaulted("keep"), summary: "What happens to fields that the catalogue lacks.",
        example: "keep")
    static let maxShrink = Setting.percent(
        "max_shrink", .defaulted("50%"), summary: "The largest share of a committed day's rows that may vanish.",
        example: "50%")

    static let expect = KeyShape(
        "expect", .list(.expectation),
        summary: "What the rows of each report that has the columns must hold to.",
        example: "[{ row_count: { within: 40% } }]")

    static let shape = MappingShape(
        "quality", [onInvalid.shape, maxQuarantined.shape, unknownFields.shape, maxShrink.shape, expect])
}
