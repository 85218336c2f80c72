internal import ByteScan
public import ETL

/// Adds a column that has the same value in every row, behind all others but the one for unknown fields.
public struct Constant: Transformer {
    /// What the value is.
    public enum Kind: String, Sendable, CaseIterable {
        /// Text, as it stands.
        case text
        /// A whole number that fits 64 bits.
        case integer
        /// An exact decimal, with the digits and the scale that are given.
        case decimal
    }

    private let field: String
    private let value: String
    private let kind: Kind

    /// Adds a column.
    ///
    /// - Parameters:
    ///   - field: the column's name.
    ///   - value: its value as text.
    ///   - kind: what the value is.
    public init(field: String, value: String, kind: Kind = .text) {
        self.field = field
        self.value = value
        self.kind = kind
    }

    /// Binds to columns none of which is called so.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        var output = schema
        let column = Field(field, type, summary: "The same in every row.")
        try output.add(column, at: schema.end, for: "constant")
        return ConstantColumn(output: output, place: schema.end, field: column, spelling: try spelling())
    }

    private var type: FieldType {
        switch kind {
        case .text: .text
        case .integer: .integer
        case .decimal: .decimal
        }
    }

    /// The value's bytes; nil for text, which a batch spells itself.
    private func spelling() throws -> ConstantColumn.Spelling {
        let text = Array(value.utf8)
        var written: [UInt8] = []
        let reading: NumberReading
        switch kind {
        case .text: return .text(text)
        case .integer: reading = IntegerText.read(text.span, 0..<text.count, into: &written)
        case .decimal:
            reading = DecimalText.read(
                text.span, 0..<text.count, separator: .point, currency: false, into: &written)
        }
        switch reading {
        case .stands(let range): return .number(Array(text[range]))
        case .written: return .number(written)
        case .invalid, .ambiguous, .tooLong:
            throw ETLError.transform(
                "constant", "'\(value)' is no \(kind.rawValue)", advice: "Write digits, or choose another type.",
                subject: value)
        }
    }
}

private struct ConstantColumn: BoundTransformer {
    enum Spelling {
        case text([UInt8])
        case number([UInt8])
    }

    let output: Schema
    let place: Int
    let field: Field
    let spelling: Spelling

    func apply(to batch: inout RecordBatch) {
        batch.insert(field, at: place)
        let cell =
            switch spelling {
            case .text(let text): batch.addText(text)
            case .number(let digits): batch.add(.number, digits)
            }
        for row in 0..<batch.count { batch[place, row] = cell }
        batch.schema = output
    }
}
