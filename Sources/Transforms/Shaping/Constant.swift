internal import ByteScan
public import ETL
internal import Settings

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

    /// The column and its value.
    public var identity: StageIdentity { StageIdentity("constant", [field, value, kind.rawValue]) }

    /// Binds to columns none of which is called so.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        var output = schema
        let column = Field(field, type, summary: "The same in every row.")
        try output.add(column, at: schema.end, for: "constant")
        return ConstantColumn(output: output, place: schema.end, field: column, text: value, number: try number())
    }

    private var type: FieldType {
        switch kind {
        case .text: .text
        case .integer: .integer
        case .decimal: .decimal
        }
    }

    /// The value's bytes; nil for text, which a batch spells itself.
    private func number() throws -> [UInt8]? {
        let text = Array(value.utf8)
        var written: [UInt8] = []
        let reading: NumberReading
        switch kind {
        case .text: return nil
        case .integer: reading = IntegerText.read(text.span, 0..<text.count, into: &written)
        case .decimal:
            reading = DecimalText.read(
                text.span, 0..<text.count, separator: .point, currency: false, into: &written)
        }
        switch reading {
        case .stands(let range): return Array(text[range])
        case .written: return written
        case .invalid, .ambiguous, .tooLong:
            throw ETLError.transform(
                "constant", "'\(value)' is not of the type \(kind.rawValue)",
                advice: "Write digits, or choose another type.",
                subject: value)
        }
    }
}

extension Constant: ConfiguredTransformer {
    private static let fieldKey = Setting.column(
        "field", presence: .required, summary: "The new column.", example: "country")
    private static let valueKey = Setting.text(
        "value", presence: .required, summary: "What stands in every row.", example: "CO")
    private static let typeKey = Setting<Kind>.choice(
        "type", presence: .defaulted("text"), summary: "What the value is.", example: "text")

    package static let form = TransformForm(
        "constant", summary: "Adds a column that is the same in every row.",
        example: "{ field: country, value: CO }", keys: [fieldKey.shape, valueKey.shape, typeKey.shape]
    ) { reader in
        let name = reader.value(fieldKey)
        let text = reader.value(valueKey)
        let kind = reader.value(typeKey)
        guard let name, let text, let kind else { return nil }
        return Constant(field: name, value: text, kind: kind)
    }

    /// The columns that it works on.
    public var fields: [String] { [] }
    /// The columns that it makes.
    public var newFields: [String] { [field] }
    /// Whether what it does depends on values.
    public var readsValues: Bool { false }
}

private struct ConstantColumn: BoundTransformer {
    let output: Schema
    let place: Int
    let field: Field
    let text: String
    let number: [UInt8]?

    func apply(to batch: inout RecordBatch) {
        batch.insert(field, at: place)
        let cell = number.map { batch.add(.number, $0) } ?? batch.addText(Array(text.utf8))
        for row in 0..<batch.count { batch[place, row] = cell }
        batch.schema = output
    }
}
