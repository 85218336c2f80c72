package import ETL
import Settings
public import Transforms

/// The keys of `quality`.
enum QualityKeys {
    static let onInvalid = Setting<InvalidPolicy>.choice(
        "on_invalid", presence: .defaulted("quarantine"), summary: "What happens to a value that doesn't fit.",
        example: "quarantine")
    static let maxQuarantined = Setting.percent(
        "max_quarantined", presence: .defaulted("1%"),
        summary: "A day with more of its rows in quarantine isn't committed.",
        example: "1%")
    static let unknownFields = Setting<UnknownFieldPolicy>.choice(
        "unknown_fields", presence: .defaulted("keep"), summary: "What happens to fields that the catalogue lacks.",
        example: "keep")
    static let maxShrink = Setting.percent(
        "max_shrink", presence: .defaulted("50%"),
        summary: "The largest share of a committed day's rows that may vanish.",
        example: "50%")

    static let expect = KeyShape(
        "expect", .list(.expectation),
        summary: "What the rows of each report that has the columns must hold to.",
        example: "[{ row_count: { within: 40% } }]")

    static let shape = MappingShape(
        "quality", [onInvalid.shape, maxQuarantined.shape, unknownFields.shape, maxShrink.shape, expect])
}

/// What happens to values, rows and answers that don't fit.
public struct QualitySpec: Sendable {
    package var onInvalid: InvalidPolicy
    /// A day with a larger share of its rows in quarantine is not committed.
    package var maxQuarantined: Share
    package var unknownFields: UnknownFieldPolicy
    /// An answer with less than this share of a committed day's rows is suspect.
    package var maxShrink: Share
    /// What the rows of each report that has the columns must hold to.
    public var expectations: [ConfiguredExpectation] = []
}

/// Reads `quality`.
struct QualityReader {
    let context: FileContext
    /// The columns that each report is written with; nil when they are in doubt.
    let scopes: [String: ColumnScope]?

    func read(_ reader: MappingReader) -> QualitySpec? {
        let onInvalid = reader.value(QualityKeys.onInvalid)
        let maxQuarantined = reader.value(QualityKeys.maxQuarantined)
        let unknownFields = reader.value(QualityKeys.unknownFields)
        let maxShrink = reader.value(QualityKeys.maxShrink)
        let columns = scopes.map { ColumnScope(columns: $0.sorted { $0.key < $1.key }.flatMap(\.value.columns)) }
        let expectations = ExpectationReader(context: context, columns: columns)
            .read(reader.node(QualityKeys.expect), of: QualityKeys.expect)
        guard let onInvalid, let maxQuarantined, let unknownFields, let maxShrink, let expectations else { return nil }
        return QualitySpec(
            onInvalid: onInvalid, maxQuarantined: maxQuarantined, unknownFields: unknownFields, maxShrink: maxShrink,
            expectations: expectations)
    }
}
