internal import ByteScan
public import ETL
internal import Settings

/// Takes values away: null stands in their place, or a fixed text.
///
/// Rows in quarantine show `***` for them, or that text. Null stays null.
public struct Redact: Transformer {
    /// The columns that it works on.
    public var fields: [String]
    /// Keys of the source that no column holds.
    public var keys: [String]
    private let replacement: String?

    /// Redacts columns of any type; only text can be replaced by a text.
    ///
    /// - Parameters:
    ///   - fields: the columns.
    ///   - replacement: what is written instead; null where there is none.
    ///   - keys: keys of the source that no column holds, hidden wherever a row is shown as it came.
    public init(fields: [String], replacement: String? = nil, keys: [String] = []) {
        self.fields = fields
        self.keys = keys
        self.replacement = replacement
    }

    /// The columns and what stands there instead.
    public var identity: StageIdentity {
        var identity = StageIdentity("redact", [replacement ?? ""] + fields)
        identity.add("find", [])
        return identity
    }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let places =
            try replacement == nil
            ? schema.anyPlaces(of: fields, for: "redact") : schema.places(of: fields, for: "redact")
        let shown = Array((replacement ?? "***").utf8)
        return RedactedColumns(
            output: schema.hiding(places), redactions: schema.redactions(of: places, keys: keys) { _ in shown },
            places: places, replacement: replacement.map { Array($0.utf8) })
    }
}

extension Redact: HidingTransformer {
    private static let find = KeyShape(
        "find", .list(.choice(RedactWithin.Pattern.allCases.map(\.rawValue))),
        summary: "Takes only these out of texts, not the whole value.", example: "[emails, digits]")
    private static let with = Setting.text(
        "with", summary: "What stands there instead; null, or *** with `find`, unless said otherwise.",
        example: "\"***\"")

    package static let form = TransformForm(
        "redact", summary: "Takes values away, or e-mail addresses and long numbers out of them.",
        example: "{ fields: [comment] }", keys: [.fields, find, with.shape]
    ) { reader in
        let item = Setting<RedactWithin.Pattern>.choice(
            "find", presence: .optional, summary: find.summary, example: "emails")
        let fields = reader.fields()
        let patterns = reader.node(find) == nil ? [] : reader.list(find, of: item)
        let text = reader.optional(with)
        guard let fields, let patterns, let text else { return nil }
        return patterns.isEmpty
            ? Redact(fields: fields, replacement: text.value)
            : RedactWithin(fields: fields, patterns: patterns, replacement: text.value)
    }
}

private struct RedactedColumns: BoundTransformer {
    let output: Schema
    let redactions: [Redaction]
    let places: [Int]
    let replacement: [UInt8]?

    func apply(to batch: inout RecordBatch) {
        let cell = replacement.map { batch.addText($0) } ?? .null
        for place in places {
            for row in 0..<batch.count where !batch[place, row].isNull { batch[place, row] = cell }
        }
        batch.schema = output
    }
}
