internal import ETL

/// Loads rows as a run does, for the suites of loaders and lakes, and gathers what they find.
struct LoadBench {
    static let day = Day(number: 20_000)
    static let zone = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)
    static let extractedAt: Int64 = 1_790_000_000

    let loader: any Loader
    let findings = Findings()

    func expect(_ holds: Bool, _ otherwise: @autoclosure () -> String) { findings.expect(holds, otherwise()) }

    /// Runs one check after another; an error that none of them expects is a finding.
    func run(_ checks: [() async throws -> Void]) async {
        for check in checks {
            do {
                try await check()
            } catch {
                expect(false, "throws where it should not: \(error)")
            }
        }
    }

    func partition(_ report: String) -> Partition { Partition(report: report, source: "s", day: Self.day) }

    func plan(_ partition: Partition, redactions: [Redaction] = [], provenance: Provenance? = nil) -> PartitionPlan {
        PartitionPlan(
            partition: partition, schema: LoaderConformance.schema, redactions: redactions, zone: Self.zone, parts: 1,
            provenance: provenance)
    }

    func outcome() -> PartitionOutcome { PartitionOutcome(state: .final, extractedAt: Self.extractedAt) }

    func identity(_ name: String) -> RunIdentity {
        RunIdentity(
            pipeline: "conformance", fingerprint: name, id: "run-\(name)", fresh: false, startedAt: Self.extractedAt)
    }

    /// A session of a run that ends well.
    func session<R: Sendable>(
        _ name: String, of loader: (any Loader)? = nil,
        _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R {
        try await (loader ?? self.loader).withSession(identity(name)) { session in
            let result = try await body(session)
            try await session.finish(endedWell: true)
            return result
        }
    }

    /// Commits a partition of one window; each row is an id and the second of the day.
    @discardableResult
    func load(_ rows: [(String, Int?)], _ partition: Partition) async throws -> CommittedPartition {
        try await load(batch(rows), plan(partition))
    }

    /// Commits a partition of the rows of a batch.
    @discardableResult
    func load(
        _ batch: RecordBatch, _ plan: PartitionPlan, of loader: (any Loader)? = nil
    ) async throws -> CommittedPartition {
        try await session("load", of: loader) { session in
            let writer = try await session.open(plan)
            try await writer.append(batch, rows: 0..<batch.count)
            try await writer.keep(window(rows: batch.count))
            return try await writer.commit(outcome())
        }
    }

    func append(_ rows: [(String, Int?)], to writer: any PartitionWriter) async throws {
        let batch = try batch(rows)
        try await writer.append(batch, rows: 0..<batch.count)
    }

    /// Adds a window that is kept.
    func add(_ rows: [(String, Int?)], to writer: any PartitionWriter) async throws {
        try await append(rows, to: writer)
        try await writer.keep(window(rows: rows.count))
    }

    func window(rows: Int) -> KeptWindow { KeptWindow(part: 0, window: Window(Self.day), rows: rows, calls: 1) }

    func batch(_ rows: [(String, Int?)]) throws -> RecordBatch {
        let json = rows.map { #"{"id":"\#($0.0)","at":"","note":"ñ"}"# }.joined(separator: ",")
        var batch = try RecordBatch.scanning(json: "[\(json)]", schema: LoaderConformance.schema)
        batch.times = rows.map { row in row.1.map { LocalTime(Self.day) + Int64($0) } }
        return batch
    }

    /// Three rows, of which the second is in quarantine for its note.
    func batchWithARejectedRow() throws -> RecordBatch {
        var batch = try batch([("1", 20), ("2", 15), ("3", 10)])
        batch.reject(1, .invalidDecimal, field: "note", value: "x")
        return batch
    }
}
