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
