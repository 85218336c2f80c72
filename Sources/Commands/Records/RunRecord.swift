import ETL
import Engine
import Foundation

/// What a run leaves behind in `_runs`, and prints with `--json`.
struct RunRecord: Codable {
    struct Partition: Codable {
        var report: String
        var source: String
        var day: String
        /// committed, resumed, skipped, suspect, left or failed.
        var outcome: String
        var change: String?
        var state: String?
        var received: Int?
        var rows: Int?
        var quarantined: Int?
        /// Rows that a `where` left out; nil if there are none.
        var filtered: Int?
        /// Rows of people who asked to be forgotten; nil if there are none.
        var forgotten: Int?
        /// Rows that the file lacked before, where it was replaced.
        var rowsAdded: Int?
        /// Rows that the file had before.
        var rowsRemoved: Int?
        var bytes: Int?
        var file: String?
        /// Why it is suspect, left or failed.
        var reason: String?
        /// What to do about it.
        var advice: String?
        /// Expectations that it does not hold to, though it was committed; nil if there are none.
        var warnings: [QualityWarning]?
    }

    /// How what a source sends of a report differs from its definition.
    struct Change: Codable, Sendable {
        var report: String
        var source: String
        var change: String
        var field: String
        var example: String?
        /// The first day on which it was met.
        var day: String
    }

    struct Calls: Codable {
        var total: Int
        var first: Int
        var split: Int
        var retry: Int
        var emptyCheck: Int
        /// What is left of today's budget, by the names of sources that have one.
        var callsLeft: [String: Int]?
    }

    var formatVersion = 1
    var run: String
    var pipeline: String
    /// The pipeline file as it was named, and the folder in which that was: what a command that asks again needs. Nil for
    /// a run whose source is gone with it.
    var pipelineFile: String?
    var directory: String?
    /// `archive` for a replay; nil where the API was asked.
    var rowsFrom: Manifest.RowsFrom?
    /// The sources that the pipeline file names, asked in this run or not; nil in records of earlier versions.
    var sources: [String]?
    var tool: String
    var startedAt: String
    var endedAt: String
    var exitCode: Int32
    /// What happened, in one line; nil in records of earlier versions.
    var headline: String?
    /// What to do next; nil if nothing has to be done.
    var nextStep: String?
    /// What went wrong, without to what; nil if nothing did.
    var cause: String?
    var interrupted: Bool
    var calls: Calls
    /// Rounds that `follow` has made, the last of which this is the record of; nil for a run.
    var rounds: Int?
    /// Rounds among them that failed.
    var failedRounds: Int?
    /// Values that did not fit and became null, under `on_invalid: null`.
    var nulledValues: Int
    var partitions: [Partition]
    /// Each difference once; nil if there are none.
    var drift: [Change]?
    /// When the pipeline last ended with 0, this run included; nil where nobody keeps account of it.
    var lastSuccessAt: String?
    /// What those named under `notify` know of the pipeline; nil if there are none.
    var told: [Told]?

    /// The record of a run, without its partitions and differences: ``RunRecordText`` writes them.
    init(
        _ report: RunReport, sources: [String], exitCode: Int32, callsLeft: [String: Int] = [:], isReplay: Bool = false
    ) {
        self.sources = sources
        rowsFrom = isReplay ? .archive : nil
        run = report.identity?.id ?? ""
        pipeline = report.identity?.pipeline ?? ""
        tool = "wolkvox-etl \(WolkvoxETL.version)"
        startedAt = LocalTime.iso8601(instant: report.startedAt)
        endedAt = LocalTime.iso8601(instant: report.endedAt)
        self.exitCode = exitCode
        interrupted = report.isInterrupted
        nulledValues = report.nulledValues
        let counts = report.calls.byPurpose
        calls = Calls(
            total: report.calls.total, first: counts[.first] ?? 0, split: counts[.split] ?? 0,
            retry: counts[.retry] ?? 0, emptyCheck: counts[.emptyCheck] ?? 0,
            callsLeft: callsLeft.isEmpty ? nil : callsLeft)
        drift = report.drift.isEmpty ? nil : []
        partitions = []
    }
}

extension RunRecord {
    /// Takes over how the run ended in words.
    mutating func explain(_ failure: Failure?, headline: String) {
        self.headline = failure?.message ?? headline
        nextStep = failure?.advice
        cause = failure.map { $0.cause ?? $0.message }
    }
}

extension RunRecord.Change {
    init(_ entry: DriftLog.Entry) {
        self.init(
            report: entry.partition.report, source: entry.partition.source, change: entry.drift.change.rawValue,
            field: entry.drift.field, example: entry.drift.example, day: "\(entry.partition.day)")
    }
}

extension RunRecord.Partition {
    init(_ result: PartitionResult) {
        let visible = result.visible
        var reason = result.error?.message
        if case .suspect(_, let doubt) = result.outcome { reason = doubt }
        self.init(
            report: result.partition.report, source: result.partition.source, day: "\(result.partition.day)",
            outcome: result.outcome.name, change: visible?.change?.rawValue, state: visible?.state.rawValue,
            received: visible?.received, rows: visible?.rows, quarantined: visible?.quarantined,
            filtered: visible.flatMap { $0.leftOut > 0 ? $0.leftOut : nil },
            forgotten: visible.flatMap { $0.forgotten > 0 ? $0.forgotten : nil },
            rowsAdded: visible?.rowsAdded, rowsRemoved: visible?.rowsRemoved,
            bytes: visible?.bytes, file: visible?.location, reason: reason, advice: result.error?.shownAdvice,
            warnings: result.warnings.isEmpty ? nil : result.warnings)
    }
}

extension PartitionResult.Outcome {
    /// One word for it.
    var name: String {
        switch self {
        case .committed: "committed"
        case .resumed: "resumed"
        case .skipped: "skipped"
        case .suspect: "suspect"
        case .failed: isLeft ? "left" : "failed"
        }
    }
}

/// Names for runs: they sort by the time at which runs began, also within one second, and no two are the same.
enum RunName {
    /// A name for a run that began at `seconds` since 1970; `microseconds` of that second tell it from others.
    static func make(startedAt seconds: Int64, microseconds: Int? = nil) -> String {
        let stamp = LocalTime.iso8601(instant: seconds).filter { $0 != "-" && $0 != ":" }
        let fraction = microseconds ?? Self.microseconds(within: seconds)
        let random = Int.random(in: 0..<randomLimit)
        return "\(stamp)-\(digits(fraction, width: 4))\(digits(random, width: 4))"
    }

    /// Of the time now, as far as it lies in that second.
    private static func microseconds(within seconds: Int64) -> Int {
        let now = Date().timeIntervalSince1970
        // The second may be over since it was read.
        if Int64(now) == seconds + 1 { return lastMicrosecond }
        return min(max(0, Int((now - now.rounded(.down)) * 1_000_000)), lastMicrosecond)
    }

    private static let lastMicrosecond = 999_999
    /// Four digits of base 36.
    private static let randomLimit = 36 * 36 * 36 * 36

    /// A number with `width` digits, so that names sort as numbers do.
    private static func digits(_ number: Int, width: Int) -> String {
        let text = String(number, radix: 36)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
