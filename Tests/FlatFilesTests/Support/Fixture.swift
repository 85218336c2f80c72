import ETL
import FlatFiles
import WolkvoxETLTesting

/// Rows, partitions and runs for tests.
enum Fixture {
    static let schema = Schema(
        fields: [
            Field("id", origin: "id"), Field("seconds", origin: "seconds"), Field("note", origin: "note"),
            Field("phone", origin: "phone"),
        ], eventTime: "seconds")
    static let day = Day(number: 20_000)
    static let partition = Partition(report: "cdr_1", source: "bogota", day: day)
    static let directory = "report=cdr_1/source=bogota/day=\(day)"
    static let dataFile = "\(directory)/cdr_1-\(day).ndjson.gz"
    static let csvFile = "\(directory)/cdr_1-\(day).csv.gz"
    static let manifestFile = "\(directory)/_manifest.json"
    static let quarantineFile = "_quarantine/\(dataFile)"
    static let zone = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)
    static let outcome = PartitionOutcome(state: .final, extractedAt: 1_790_000_000)

    static func options(_ directory: TemporaryDirectory, _ format: RowFormat = .ndjson) -> FlatFileOptions {
        FlatFileOptions(directory: directory.path, format: format, toolVersion: "test 1")
    }

    static func run(
        _ id: String = "run-1", pipeline: String = "nightly", sources: Set<String> = [], fingerprint: String = "days",
        fresh: Bool = false, startedAt: Int64 = 1_790_000_000
    ) -> RunIdentity {
        RunIdentity(
            pipeline: pipeline, sources: sources, fingerprint: fingerprint, id: id, fresh: fresh, startedAt: startedAt)
    }

    static func plan(
        _ partition: Partition = partition, schema: Schema = schema, redactions: [Redaction] = [], parts: Int = 1
    ) -> PartitionPlan {
        PartitionPlan(partition: partition, schema: schema, redactions: redactions, zone: zone, parts: parts)
    }

    /// The window of some hours of the day; all of it by default.
    static func window(_ hours: Range<Int> = 0..<24) -> Window {
        Window(first: LocalTime(day, hour: hours.lowerBound), last: LocalTime(day, hour: hours.upperBound) + -1)
    }

    /// A batch whose rows have the time that their `seconds` say, counted from the day's start; those whose `note` is
    /// `bad` are rejected.
    static func batch(_ rows: [String]) throws -> RecordBatch {
        var batch = try RecordBatch.scanning(json: "[\(rows.joined(separator: ","))]", schema: schema)
        for row in 0..<batch.count {
            batch.times[row] = batch.text(1, row).flatMap { Int64($0) }.map { LocalTime(day) + $0 }
            if batch.text(2, row) == "bad" { batch.reject(row, .invalidDecimal, field: "note", value: "bad") }
        }
        return batch
    }

    static func row(_ id: Int, seconds: Int? = nil, note: String = "") -> String {
        let time = seconds.map { "\"\($0)\"" } ?? "null"
        return #"{"id":"\#(id)","seconds":\#(time),"note":"\#(note)","phone":"300\#(id)"}"#
    }
}

extension FlatFileLoader {
    /// Commits one partition of one window.
    func commit(
        _ rows: [String], _ run: RunIdentity = Fixture.run(), plan: PartitionPlan = Fixture.plan(),
        state: PartitionState = .final, endedWell: Bool = true
    ) async throws -> CommittedPartition {
        let batch = try Fixture.batch(rows)
        return try await withSession(run) { session in
            let writer = try await session.open(plan)
            try await writer.append(batch, rows: 0..<batch.count)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: batch.count, calls: 1))
            let outcome = PartitionOutcome(state: state, extractedAt: Fixture.outcome.extractedAt)
            let committed = try await writer.commit(outcome)
            try await session.finish(endedWell: endedWell)
            return committed
        }
    }
}
