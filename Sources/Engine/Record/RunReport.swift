public import ETL

/// How a run ended.
public struct RunReport: Sendable {
    /// Which run it was.
    public var identity: RunIdentity?
    /// When it began, in seconds since 1970-01-01T00:00:00Z.
    public var startedAt: Int64 = 0
    /// When it ended.
    public var endedAt: Int64 = 0
    /// How each day of each report ended; their differences from the definitions are in ``drift``.
    public private(set) var results = PartitionResults()
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

    /// Differences as they came.
    private var met: [MetDrift] = []

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
        // The sort of the standard library is stable.
        return met.sorted { $0.partition < $1.partition }.filter { met in
            seen.insert(
                Key(
                    report: met.partition.report, source: met.partition.source, change: met.drift.change,
                    field: met.drift.field, value: met.drift.change == .newValue ? met.drift.example : nil)
            ).inserted
        }
    }

    /// Sources that gave no row at all over a week or more.
    public var silentSources: [SilentSource] { SilentSource.all(in: results) }

    /// Adds how the days of one report of a source ended.
    public mutating func add(_ results: some Sequence<PartitionResult>) {
        for var result in results {
            met += result.drift.map { MetDrift(partition: result.partition, drift: $0) }
            result.drift = []
            self.results.append(result)
        }
        // A year of days would hold the same ones again and again.
        met = drift
    }

    mutating func add(_ other: RunReport) {
        results.append(contentsOf: other.results)
        met += other.met
        calls.add(other.calls)
        nulledValues += other.nulledValues
        isInterrupted = isInterrupted || other.isInterrupted
    }
}
