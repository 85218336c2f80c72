internal import ByteScan
public import ETL

/// Turns calendar days (`2026-10-01`, `20261001`) into ISO 8601 days.
public struct ParseDays: Transformer {
    private let fields: [String]

    /// Reads columns.
    public init(fields: [String]) { self.fields = fields }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try ConvertedColumns(fields, of: schema, for: "days") { _ in DayConverter() }
    }
}

private struct DayConverter: ValueConverter {
    static var type: FieldType { .day }
    static var kind: Cell.Kind { .text }

    mutating func convert(
        _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, isNumber: Bool, into written: inout [UInt8]
    ) -> Conversion {
        guard let day = DayText(bytes, range) else { return .invalid(.invalidDay) }
        if day.isExtended { return .stands(day.place) }
        day.append(from: bytes, to: &written)
        return .written
    }
}
