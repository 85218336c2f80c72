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

/// Turns percentages (`34.64 %`, `15,233.33 %`) into decimals of percent: 34.64, not 0.3464.
///
/// The API groups thousands of percents by a comma, so `1,234 %` is 1234 unless `separator` says otherwise. (Observed
/// by third-party clients.)
public struct ParsePercents: Transformer {
    private let fields: [String]
    private let separator: DecimalSeparator?

    /// Reads columns; `separator` settles texts that can be read in two ways.
    public init(fields: [String], separator: DecimalSeparator? = nil) {
        self.fields = fields
        self.separator = separator
    }

    /// The columns and the decimal sign.
    public var identity: StageIdentity { StageIdentity("percents", [separator?.rawValue ?? ""] + fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try ConvertedColumns(fields, of: schema, for: "percents") { _ in PercentConverter(separator: separator) }
    }
}

private struct PercentConverter: ValueConverter {
    static var type: FieldType { .decimal }
    static var kind: Cell.Kind { .number }

    let separator: DecimalSeparator?

    mutating func convert(
        _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, isNumber: Bool, into written: inout [UInt8]
    ) -> Conversion {
        if isNumber, let expanded = Conversion(expanding: bytes, range, into: &written) { return expanded }
        let settled = isNumber ? .point : separator
        return Conversion(
            PercentText.read(bytes, range, separator: settled, into: &written), else: .invalidPercent)
    }
}
