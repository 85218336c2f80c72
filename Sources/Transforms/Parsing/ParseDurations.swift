internal import ByteScan
public import ETL

/// Turns durations `HH:MM:SS`, also beyond 24 hours, into whole seconds; digits alone are seconds already.
public struct ParseDurations: Transformer {
    private let fields: [String]

    /// Reads columns.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("durations", fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try ConvertedColumns(fields, of: schema, for: "durations") { _ in DurationConverter() }
    }
}

private struct DurationConverter: ValueConverter {
    static var type: FieldType { .integer }
    static var kind: Cell.Kind { .number }

    mutating func convert(
        _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, isNumber: Bool, into written: inout [UInt8]
    ) -> Conversion {
        Conversion(DurationText.read(bytes, range, into: &written), else: .invalidDuration)
    }
}
