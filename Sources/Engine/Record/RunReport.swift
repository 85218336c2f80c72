public import ETL

/// How a run ended.
public struct RunReport: Sendable {
    /// Which run it was.
    public var identity: RunIdentity?
    /// When it began, in seconds since 1970-01-01T00:00:00Z.
    public var startedAt: Int64 = 0
    /// When it ended.
    public var endedAt: Int64 = 0
    /// How each day of each report ended.
    public var results: [PartitionResult] = []
    /// Requests by purpose.
    public var calls = CallCounts()
    /// Values that became null because they did not fit.
    public var nulledValues = 0
    /// Sentences about what the loader found and what failed nothing.
    public var notices: [String] = []
    /// Whether it was cancelled before its end.
    public var isInterrupted = false

    /// An empty report.
    public init() {}

    /// Whether nothing is left to be taken up.
    public var endedWell: Bool { !isInterrupted && results.allSatisfy { $0.error == nil } }

    /// The exit status that it comes to, unless a signal decides.
    public var exitStatus: RunStatus { RunStatus(results: results) }

    /// A difference between a source and a definition, and the first partition that showed it.
    public struct MetDrift: Sendable, Equatable {
        /// Where it was met.
        public let partition: Partition
        /// What differs.
        public let drift: Drift
    }

    /// Differences that were taken out of ``results``.
    private var gathered: [MetDrift] = []

    /// Takes the differences out of the results, of which a year of days would hold the same ones again and again.
    mutating func gatherDrift() {
        gathered = drift
        for place in results.indices { results[place].drift = [] }
    }

    /// How the sources differ from their definitions: each difference once, with its oldest day.
    public var drift: [MetDrift] {
        struct Key: Hashable {
            let report: String
            let source: String
            let change: Drift.Change
            let field: String
            let value: String?
        }
        var seen: Set<Key> = []
        let met = results.filter { !$0.drift.isEmpty }.flatMap { result in
            result.drift.map { MetDrift(partition: result.partition, drift: $0) }
        }
        // The sort of the standard library is stable.
        return (gathered + met).sorted { $0.partition < $1.partition }.filter { met in
            seen.insert(
                Key(
                    report: met.partition.report, source: met.partition.source, change: met.drift.change,
                    field: met.drift.field, value: met.drift.change == .newValue ? met.drift.example : nil)
            ).inserted
        }
    }

    /// Sources that gave no row at all over a week or more.
    public var silentSources: [SilentSource] { SilentSource.all(in: results) }

    mutating func add(_ other: RunReport) {
        results += other.results
        gathered += other.gathered
        calls.add(other.calls)
        nulledValues += other.nulledValues
        isInterrupted = isInterrupted || other.isInterrupted
    }
}
