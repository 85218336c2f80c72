internal import ByteScan
public import ETL

/// Takes values away: null stands in their place, or a fixed text.
///
/// Rows in quarantine show `***` for them, or that text. Null stays null.
public struct Redact: Transformer {
    private let fields: [String]
    private let keys: [String]
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

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let places =
            try replacement == nil
            ? schema.anyPlaces(of: fields, for: "redact") : schema.places(of: fields, for: "redact")
        let shown = Array((replacement ?? "***").utf8)
        let hidden = places.map { (schema.redactedKey(of: $0), schema.fields[$0].dashIsNothing) }
        return RedactedColumns(
            output: schema.hiding(places),
            redactions: (hidden + keys.map { ($0, true) }).map { key, dashIsNothing in
                Redaction(field: key) { raw in
                    Blanks.isNothing(raw.span, 0..<raw.count, dashIsNothing: dashIsNothing) ? raw : shown
                }
            }, places: places, replacement: replacement.map { Array($0.utf8) })
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
