internal import ByteScan
public import ETL

/// Turns calendar days (`2026-10-01`, `20261001`) into ISO 8601 days.
///
/// The column that the schema names as its event time also gives each row its ``RecordBatch/times``, the first second of
/// the day; a row without a readable one is rejected whatever the batch says about invalid values.
public struct ParseDays: Transformer {
    private let fields: [String]

    /// Reads columns.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("days", fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try ConvertedColumns(fields, of: schema, for: "days") { field in
            DayConverter(times: EventTimes(isKept: field.name == schema.eventTime))
        }
    }
}

private struct DayConverter: TimeConverter {
    static var type: FieldType { .day }
    static var kind: Cell.Kind { .text }

    var times: EventTimes

    mutating func convert(
        _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, isNumber: Bool, into written: inout [UInt8]
    ) -> Conversion {
        guard let day = DayText(bytes, range) else { return .invalid(.invalidDay) }
        times.keep(LocalTime(Day(number: Int32(day.number))), of: row)
        if day.isExtended { return .stands(day.place) }
        day.append(from: bytes, to: &written)
        return .written
    }
}
