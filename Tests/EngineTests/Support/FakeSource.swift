import ETL
import Synchronization

/// A source over rows that the test decides: one row a second of `busy`, capped, failing where told.
final class FakeSource: Extractor {
    struct Script {
        /// The seconds that have a row, for each day.
        var rows: @Sendable (Day) -> [Int64] = { _ in [] }
        var cap = 60_000
        var failures: [Window: ETLError] = [:]
        /// Called before each answer with the number of the call, from 1.
        var before: @Sendable (Int, Window) async throws -> Void = { _, _ in }
        /// Rows whose day is another than the window's.
        var strays: [String] = []
        var strayTime = LocalTime(seconds: 0)
        /// Values that no transform accepts.
        var flawed: Set<Int64> = []
        /// Rows with a field that no definition has.
        var unknown: Set<Int64> = []
    }

    let schema = Schema(fields: [Field("date"), Field("value", origin: "value")], eventTime: "date")
    let limits: ExtractLimits
    let label: String
    private let script: Script
    private let asked = Mutex<[Window]>([])

    init(_ script: Script, limits: ExtractLimits = ExtractLimits(), label: String = "") {
        self.script = script
        self.limits = limits
        self.label = label
    }

    /// The windows that were asked for, in order.
    var windows: [Window] { asked.withLock { $0 } }

    var identity: StageIdentity { StageIdentity("fake", label) }

    func extract(
        _ window: Window, purpose: CallPurpose, into consumer: inout some BatchConsumer
    ) async throws -> Extraction {
        let number = asked.withLock { asked in
            asked.append(window)
            return asked.count
        }
        try await script.before(number, window)
        let times = window.days.flatMap { day in script.rows(day).map { Int64(day.number) * 86_400 + $0 } }
            .filter { window.contains(LocalTime(seconds: $0)) }.sorted(by: >)
        var batch = RecordBatch(schema: schema, rowCapacity: 100)
        for second in times.prefix(script.cap) {
            let time = LocalTime(seconds: second)
            batch.append([time.description, "\(label)\(second)"], time: time)
            if script.flawed.contains(second) { batch.reject(batch.count - 1, .invalidDecimal, field: "value") }
            if script.unknown.contains(second) { batch.reject(batch.count - 1, .unknownField, field: "surprise") }
            if batch.isFull {
                try await consumer.consume(&batch)
                batch.bytes.removeAll()
                batch.removeAll(schema: schema)
            }
        }
        for stray in script.strays { batch.append([stray, "stray"], time: script.strayTime) }
        try await consumer.consume(&batch)
        if let failure = script.failures[window] { throw failure }
        let tally = ExtractTally(rows: min(times.count, script.cap) + script.strays.count, calls: 1)
        return times.count >= script.cap ? .tooLarge(reason: "\(times.count) rows", tally) : .complete(tally)
    }
}
