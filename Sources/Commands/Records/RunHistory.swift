import ETL
import Foundation

/// What the records of a lake's runs say together.
///
/// There may be thousands of them, over hundreds of sources: of each only its sums are kept.
struct RunHistory: Sendable {
    /// The sums of a run, and what `runs --json` prints of it.
    struct Summary: Encodable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case id = "run"
            case pipeline, startedAt, endedAt
            case seconds = "tookSeconds"
            case exitCode
            case isInterrupted = "interrupted"
            case rowsFrom
            case outcomes = "partitions"
            case rows, quarantined, calls
        }

        var id: String
        var pipeline: String
        var startedAt: String
        var endedAt: String
        /// When it began, in seconds since 1970-01-01T00:00:00Z.
        var start: Int64
        var seconds: Int64
        var exitCode: Int
        var isInterrupted: Bool
        /// `archive` for a replay; nil where the API was asked.
        var rowsFrom: Manifest.RowsFrom?
        /// How many days ended in each way.
        var outcomes: [String: Int]
        var rows: Int
        var quarantined: Int
        var calls: Int
        /// What was left of the day's calls, by the names of sources that have a budget.
        var callsLeft: [String: Int]

        init(_ run: StoredRun) {
            (id, pipeline, startedAt, endedAt) = (run.id, run.pipeline, run.startedAt, run.endedAt)
            (start, seconds, exitCode) = (run.start, run.seconds, run.exitCode)
            (isInterrupted, rowsFrom) = (run.isInterrupted, run.isReplay ? .archive : nil)
            (outcomes, rows, quarantined) = (run.outcomes, run.rows, run.quarantined)
            (calls, callsLeft) = (run.calls.total, run.calls.callsLeft ?? [:])
        }
    }

    /// One report of one source.
    struct Table: Hashable, Comparable, CustomStringConvertible, Sendable {
        var report: String
        var source: String

        /// `cdr_1 of bogota`.
        var description: String { "\(report) of \(source)" }

        static func < (left: Table, right: Table) -> Bool {
            (left.report, left.source) < (right.report, right.source)
        }
    }

    /// The end of the last run that asked for a day.
    private struct LastAsked: Sendable {
        var start: Int64
        var id: String
        var isFailed: Bool
        var endedAt: String
    }

    /// All runs, newest first.
    private(set) var runs: [Summary] = []
    /// The names of records that cannot be used.
    private(set) var damaged: [String] = []
    /// What is said of those.
    var warnings: [String] { damaged.map { "the run record \($0) is damaged and was passed over" } }
    /// The newest runs that did not end with 0, newest first, as their records have them.
    private(set) var failures: [StoredRun] = []
    private var lastAsked: [Partition: LastAsked] = [:]
    private var invocations: [Table: (start: Int64, id: String, Invocation)] = [:]
    private let mostFailures: Int

    /// Reads the records; of the runs that did not end with 0 the newest `failures` are kept whole.
    ///
    /// - Parameters:
    ///   - lake: whose records.
    ///   - failures: how many.
    ///   - visit: hears of each run that can be read, in no particular order.
    /// - Throws: `ETLError` if the records cannot be listed.
    init(of lake: any Lake, failures: Int = 0, visit: (StoredRun) -> Void = { _ in }) async throws {
        mostFailures = failures
        let decoder = JSONDecoder()
        try await lake.forEachNamedRunRecord { name, bytes in
            guard let run = try? decoder.decode(StoredRun.self, from: Data(bytes)) else {
                damaged.append(name)
                return
            }
            add(run)
            visit(run)
        }
        runs.sort { ($0.start, $0.id) > ($1.start, $1.id) }
        damaged.sort()
    }

    private mutating func add(_ run: StoredRun) {
        runs.append(Summary(run))
        keepFailure(run)
        let invocation = run.pipelineFile.map { Invocation(pipelineFile: $0, directory: run.directory) }
        for ending in run.endings {
            let table = Table(report: ending.report, source: ending.source)
            if let invocation, invocations[table].map({ ($0.start, $0.id) < (run.start, run.id) }) ?? true {
                invocations[table] = (run.start, run.id, invocation)
            }
            guard ending.wasAsked, let partition = ending.partition else { continue }
            if let known = lastAsked[partition], (known.start, known.id) > (run.start, run.id) { continue }
            lastAsked[partition] = LastAsked(
                start: run.start, id: run.id, isFailed: ending.outcome == "failed", endedAt: run.endedAt)
        }
    }

    private mutating func keepFailure(_ run: StoredRun) {
        guard run.exitCode != 0, mostFailures > 0 else { return }
        let place = failures.firstIndex { run.isNewer(than: $0) } ?? failures.endIndex
        guard place < mostFailures else { return }
        var kept = run
        kept.endings.removeAll { !$0.isUnwell }
        failures.insert(kept, at: place)
        if failures.count > mostFailures { failures.removeLast() }
    }

    /// Whether the last run that asked for a day failed to get it; `extractedAt` is when what is there was received.
    func hasFailed(_ partition: Partition, extractedAt: String? = nil) -> Bool {
        guard let last = lastAsked[partition], last.isFailed else { return false }
        // A run that was killed after it had made the day left no record.
        return extractedAt.map { $0 <= last.endedAt } ?? true
    }

    /// The days that the last run that asked for them failed to get.
    var failedPartitions: some Sequence<Partition> { lastAsked.lazy.filter(\.value.isFailed).map(\.key) }

    /// How the last run of a report was started, as far as records say.
    func invocation(of table: Table) -> Invocation? { invocations[table]?.2 }
}

extension Partition {
    /// The report of the source that it is a day of.
    var table: RunHistory.Table { RunHistory.Table(report: report, source: source) }
}
