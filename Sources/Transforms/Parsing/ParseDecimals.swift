public import ByteScan
public import ETL

/// Turns decimal numbers into exact decimals, digit for digit; minutes are read so.
///
/// Separators are read as ``ParseCosts`` reads them; a currency is not allowed.
public struct ParseDecimals: Transformer {
    private let fields: [String]
    private let separator: DecimalSeparator?

    /// Reads columns; `separator` settles texts that can be read in two ways.
    public init(fields: [String], separator: DecimalSeparator? = nil) {
        self.fields = fields
        self.separator = separator
    }

    /// The columns and the decimal sign.
    public var identity: StageIdentity { StageIdentity("decimals", [separator?.rawValue ?? ""] + fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try ConvertedColumns(fields, of: schema, for: "decimals") { _ in
            DecimalConverter(separator: separator, currency: false)
        }
    }
}

/// Reads decimals, with or without a currency.
struct DecimalConverter: ValueConverter {
    static var type: FieldType { .decimal }
    static var kind: Cell.Kind { .number }

    let separator: DecimalSeparator?
    let currency: Bool
    private var signs = DecimalSigns()

    init(separator: DecimalSeparator?, currency: Bool) {
        self.separator = separator
        self.currency = currency
    }

    mutating func convert(
        _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, isNumber: Bool, into written: inout [UInt8]
    ) -> Conversion {
        if isNumber { return convertNumber(bytes, range, into: &written) }
        let reading = DecimalText.read(bytes, range, separator: separator, currency: currency, into: &written)
        if separator == nil { signs.see(bytes, range, isPlain: reading == .stands(range)) }
        return Conversion(reading, else: .invalidDecimal, ambiguous: .ambiguousDecimal)
    }

    mutating func finish(_ batch: inout RecordBatch, field: Int) {
        guard let example = signs.takeContradiction() else { return }
        let field = batch.schema.fields[field]
        batch.note(
            NewWord(
                field: field.sourceKey ?? field.name, text: String(decoding: example, as: UTF8.self), count: 1,
                change: .mixedSeparators))
    }

    /// In a JSON number a dot is the decimal sign, whatever the source does in text.
    private func convertNumber(
        _ bytes: Span<UInt8>, _ range: Range<Int>, into written: inout [UInt8]
    ) -> Conversion {
        if let expanded = Conversion(expanding: bytes, range, into: &written) { return expanded }
        let reading = DecimalText.read(bytes, range, separator: .point, currency: false, into: &written)
        return Conversion(reading, else: .invalidDecimal)
    }
}
