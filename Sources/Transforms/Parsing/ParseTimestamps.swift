internal import ByteScan
public import ETL

/// Turns dates with a time of day (`2026-10-01 08:15:42`, `20261001081542`) into instants: ISO 8601 with the zone's
/// offset, `2026-10-01T08:15:42-05:00`.
///
/// The column that the schema names as its event time also gives each row its ``RecordBatch/times``; a row without a
/// readable one is rejected whatever the batch says about invalid values, for it belongs to no day.
public struct ParseTimestamps: Transformer {
    private let fields: [String]
    private let zone: ZoneRules

    /// Reads columns by the clock of a zone.
    public init(fields: [String], zone: ZoneRules) {
        self.fields = fields
        self.zone = zone
    }

    /// The columns and the zone.
    public var identity: StageIdentity { StageIdentity("timestamps", [zone.identifier] + fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try ConvertedColumns(fields, of: schema, for: "timestamps") { field in
            TimestampConverter(zone: zone, times: EventTimes(isKept: field.name == schema.eventTime))
        }
    }
}

private struct TimestampConverter: TimeConverter {
    static var type: FieldType { .timestamp }
    static var kind: Cell.Kind { .text }

    let zone: ZoneRules
    var times: EventTimes
    var suffix: [UInt8] = []
    /// The readings for which `suffix` holds.
    var valid: Range<Int64> = 0..<0

    mutating func convert(
        _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, isNumber: Bool, into written: inout [UInt8]
    ) -> Conversion {
        guard let date = DateTimeText(bytes, range) else { return .invalid(.invalidTimestamp) }
        if !valid.contains(date.civilSeconds) { learn(date.civilSeconds) }
        date.appendISO8601(from: bytes, offset: suffix, to: &written)
        times.keep(LocalTime(seconds: date.civilSeconds), of: row)
        return .written
    }

    private mutating func learn(_ seconds: Int64) {
        let (offset, valid) = zone.offset(at: LocalTime(seconds: seconds))
        self.valid = valid
        suffix = Array(ZoneRules.suffix(offset: offset).utf8)
    }
}
