import ByteScan
import ETL

/// What the rows of one answer show: times, order, and how some values are written.
struct RowEvidence: BatchConsumer {
    /// Rows received.
    private(set) var count = 0
    /// By the field of a time, the time of each row; nil where it has none.
    private(set) var times: [String: [LocalTime?]] = [:]
    /// For each row a number that tells it from others.
    private(set) var marks: [Int] = []
    /// By field, how its values are written.
    private(set) var written: [String: WrittenValues] = [:]
    /// What identifiers of calls show of the zone.
    private(set) var epochs = EpochOffsets()

    private let report: ReportDefinition
    private let connection: String?

    /// Evidence of a report's rows.
    init(of report: ReportDefinition) {
        self.report = report
        connection = report.fields.contains { $0.name == "conn_id" } ? "conn_id" : nil
        restart()
    }

    mutating func consume(_ batch: inout RecordBatch) {
        let columns = report.fields.compactMap { field in
            batch.schema.index(of: Partition.columnName(field.name)).map { (field: field, column: $0) }
        }
        for row in 0..<batch.count where !batch.isRejected(row) {
            count += 1
            var mark = Hasher()
            var own: LocalTime?
            for (field, column) in columns {
                let bytes = batch.decoded(batch[column, row])
                mark.combine(bytes)
                if times[field.name] != nil {
                    let time = DateTimeText(bytes.span, 0..<bytes.count).map { LocalTime(seconds: $0.civilSeconds) }
                    times[field.name]?.append(time)
                    if field.name == report.eventTime { own = time }
                } else if written[field.name] != nil {
                    written[field.name]?.see(String(decoding: bytes, as: UTF8.self))
                }
            }
            marks.append(mark.finalize())
            if let own, let connection, let column = batch.schema.index(of: connection) {
                epochs.see(batch.decoded(batch[column, row]), at: own)
            }
        }
    }

    mutating func restart() {
        (count, marks, epochs) = (0, [], EpochOffsets())
        times = Dictionary(uniqueKeysWithValues: report.selectableFields.map { ($0, []) })
        written = [:]
        for field in report.fields {
            if let kind = WrittenValues.Kind(field) { written[field.name] = WrittenValues(kind, field.form) }
        }
    }

    /// The times of a field in the rows that have one, in their order.
    func times(of field: String) -> [LocalTime] { (times[field] ?? []).compactMap(\.self) }

    /// Rows whose time of a field lies outside a window, and rows that have none.
    func outside(_ window: Window, by field: String) -> (outside: Int, without: Int) {
        let times = times[field] ?? []
        return (times.count { $0.map { !window.contains($0) } ?? false }, times.count { $0 == nil })
    }

    /// Rows of a second.
    func count(at second: LocalTime, by field: String) -> Int { times(of: field).count { $0 == second } }
}

/// What the identifiers of calls show of the server's zone: they hold the second, counted in UTC, at which a call began, and
/// the rows the local time at which it ended.
struct EpochOffsets {
    /// Identifiers that say something.
    private(set) var count = 0
    private var least = Int64.max

    /// No zone is farther away, and few calls are longer.
    private static let farthest: Int64 = 15 * 3600
    /// How many seconds before its identifier a row may be timed: clocks of one server differ by little.
    private static let tolerance: Int64 = 120

    /// Looks at an identifier in a row of a time.
    mutating func see(_ identifier: [UInt8], at time: LocalTime) {
        for run in identifier.split(whereSeparator: { !ASCII.isDigit($0) }) where run.count == 10 {
            guard let epoch = Int64(String(decoding: run, as: UTF8.self)) else { continue }
            let difference = time.seconds - epoch
            guard abs(difference) <= Self.farthest else { continue }
            count += 1
            least = min(least, difference)
            return
        }
    }

    /// Seconds east of Greenwich, to a quarter of an hour; nil where too few identifiers say something.
    var offset: Int? {
        guard count >= 10 else { return nil }
        return Int((least + Self.tolerance).flooredQuotient(by: 900) * 900)
    }
}
