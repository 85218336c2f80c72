public import ByteScan
public import ETL

/// Turns amounts of money (`0.0345`, `1,234.50`, `1.234,50`, `$ 12,5`) into exact decimals: digits and scale stay, and
/// no binary fraction comes near them.
///
/// A dot is the API's own decimal sign, so `1.234` is 1.234. A comma before exactly three digits (`1,234`) is ambiguous
/// and the value doesn't fit, unless a zero comes first (`0,034`); groups (`1,234,567`) are thousands. A separator
/// settles what can be read in two ways, and only that. A sign or code of a currency may be at either end; beside one,
/// a dot before exactly three digits (`COP 1.500`) is ambiguous too. More than 38 significant digits don't fit.
public struct ParseCosts: Transformer {
    private let fields: [String]
    private let separator: DecimalSeparator?

    /// Reads columns; `separator` settles texts that can be read in two ways.
    public init(fields: [String], separator: DecimalSeparator? = nil) {
        self.fields = fields
        self.separator = separator
    }

    /// The columns and the decimal sign.
    public var identity: StageIdentity { StageIdentity("costs", [separator?.rawValue ?? ""] + fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try ConvertedColumns(fields, of: schema, for: "costs") { _ in
            DecimalConverter(separator: separator, currency: true)
        }
    }
}

/// Reads decimals, with or without a currency.
struct DecimalConverter: ValueConverter {
    static var type: FieldType { .decimal }
    static var kind: Cell.Kind { .number }

    let separator: DecimalSeparator?
    let currency: Bool
    var signs = DecimalSigns()

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

/// Watches the decimal signs of a column: where some values have a comma as decimal sign, a dot before exactly three
/// digits may be meant to group thousands, though it is read as a decimal sign.
struct DecimalSigns {
    private var hasComma = false
    private var grouped: [UInt8] = []
    private var isNoted = false

    /// Looks at one value as it came; `isPlain` says that it is a number as JSON writes it, and so has no comma.
    mutating func see(_ bytes: Span<UInt8>, _ range: Range<Int>, isPlain: Bool) {
        if range.count > 4, grouped.isEmpty, bytes[range.upperBound - 4] == ASCII.dot { seeDot(bytes, range) }
        if !isPlain, !hasComma { hasComma = hasCommaAsSign(bytes, range) }
    }

    /// Whether a comma comes before the last digits, other than three: those may be a group, unless a zero comes first.
    private func hasCommaAsSign(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var at = range.upperBound
        while at > range.lowerBound, ASCII.isDigit(bytes[at - 1]) { at -= 1 }
        let digits = range.upperBound - at
        guard digits > 0, at > range.lowerBound, bytes[at - 1] == ASCII.comma else { return false }
        return digits != 3 || at > range.lowerBound + 1 && bytes[range.lowerBound] == ASCII.zero
    }

    /// The value that can be misread, once, if the column has both kinds of values.
    mutating func takeContradiction() -> [UInt8]? {
        guard hasComma, !grouped.isEmpty, !isNoted else { return nil }
        isNoted = true
        return grouped
    }

    /// Notes `1.234`, `12.345` and `123.456`, with or without a sign: the values that a group of thousands could be.
    private mutating func seeDot(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let isSigned = bytes[range.lowerBound] == ASCII.minus || bytes[range.lowerBound] == ASCII.plus
        let whole = (range.lowerBound + (isSigned ? 1 : 0))..<(range.upperBound - 4)
        guard (1...3).contains(whole.count), ASCII.areDigits(bytes, whole), bytes[whole.lowerBound] != ASCII.zero,
            ASCII.areDigits(bytes, range.upperBound - 3..<range.upperBound)
        else { return }
        for at in range { grouped.append(bytes[at]) }
    }
}
