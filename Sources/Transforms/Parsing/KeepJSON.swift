internal import ByteScan
public import ETL

/// Keeps objects and arrays as JSON values on one line; a plain value in their place becomes a JSON string, number or
/// truth value, and one that says nothing becomes null.
public struct KeepJSON: Transformer {
    private let fields: [String]

    /// Keeps columns.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("json", fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let places = try schema.places(of: fields, for: "JSON")
        var output = schema
        for place in places { output.fields[place].type = .json }
        return BoundKeepJSON(output: output, places: places)
    }
}

private struct BoundKeepJSON: BoundTransformer {
    let output: Schema
    let places: [Int]

    func apply(to batch: inout RecordBatch) {
        for field in places {
            for row in 0..<batch.count {
                let cell = batch[field, row]
                if let kept = kept(cell, &batch) { batch[field, row] = kept }
            }
        }
        batch.schema = output
    }

    /// The cell in its new form, or nil where it stays.
    private func kept(_ cell: Cell, _ batch: inout RecordBatch) -> Cell? {
        var json: [UInt8] = []
        switch cell.kind {
        case .text, .escaped:
            let text = batch.decoded(cell)
            if Blanks.isNothing(text.span, 0..<text.count, dashIsNothing: true) { return .null }
            CanonicalJSON.appendText(text, into: &json)
        case .composite:
            CanonicalJSON.append(batch.bytes.span, cell.range, into: &json)
        case .number, .boolean:
            return Cell(.composite, start: cell.range.lowerBound, length: cell.length)
        case .null, .invalidUTF8, .controlCharacter, .loneSurrogate:
            return nil
        }
        return batch.add(.composite, json)
    }
}
