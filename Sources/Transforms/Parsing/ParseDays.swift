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
            DayConverter(isEventTime: field.name == schema.eventTime)
        }
    }
}

private struct DayConverter: ValueConverter {
    static var type: FieldType { .day }
    static var kind: Cell.Kind { .text }

    let isEventTime: Bool
    private var times: [LocalTime?] = []

    init(isEventTime: Bool) { self.isEventTime = isEventTime }

    mutating func begin(rows: Int) {
        guard isEventTime else { return }
        times.removeAll(keepingCapacity: true)
        times.append(contentsOf: repeatElement(nil, count: rows))
    }

    mutating func convert(
        _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, isNumber: Bool, into written: inout [UInt8]
    ) -> Conversion {
        guard let day = DayText(bytes, range) else { return .invalid(.invalidDay) }
        if isEventTime { times[row] = LocalTime(Day(number: Int32(day.number))) }
        if day.isExtended { return .stands(day.place) }
        day.append(from: bytes, to: &written)
        return .written
    }

    func refuse(_ batch: inout RecordBatch, field: Int, row: Int, reason: Rejection.Reason) {
        guard isEventTime else { return batch.invalid(field, row, reason) }
        batch.reject(row, reason, field: batch.schema.fields[field].key, value: batch.text(field, row))
    }

    func finish(_ batch: inout RecordBatch, field: Int) {
        guard isEventTime else { return }
        for row in times.indices where times[row] == nil && !batch.isRejected(row) {
            batch.reject(row, .missingTimestamp, field: batch.schema.fields[field].key)
        }
        batch.times.replaceSubrange(..<batch.times.count, with: times)
    }
}
