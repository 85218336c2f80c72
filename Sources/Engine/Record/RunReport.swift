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
    public var status: RunStatus { RunStatus(results: results) }

    /// How the sources differ from their definitions: each difference once, with its oldest day.
    public private(set) var drift = DriftLog()

    /// Sources that gave no row at all over a week or more.
    public var silentSources: [SilentSource] { SilentSource.all(in: results) }

    /// Adds how the days of one report of a source ended.
    public mutating func add(_ results: some Sequence<PartitionResult>) {
        for var result in results {
            for difference in result.drift { drift.record(difference, of: result.partition) }
            result.drift = []
            self.results.append(result)
        }
    }

    /// Adds how other jobs ended.
    package mutating func add(_ other: RunReport) {
        results.append(contentsOf: other.results)
        for met in other.drift { drift.record(met.drift, of: met.partition) }
        calls.add(other.calls)
        nulledValues += other.nulledValues
        for notice in other.notices where !notices.contains(notice) { notices.append(notice) }
        isInterrupted = isInterrupted || other.isInterrupted
    }
}

/// Requests by purpose.
public struct CallCounts: Sendable, Equatable {
    /// How many of each.
    public private(set) var byPurpose: [CallPurpose: Int] = [:]

    /// None.
    public init() {}

    /// All of them.
    public var total: Int { byPurpose.values.reduce(0, +) }

    /// Adds the requests of one window: all but one of them are retries.
    mutating func count(_ calls: Int, _ purpose: CallPurpose) {
        guard calls > 0 else { return }
        byPurpose[purpose, default: 0] += 1
        if calls > 1 { byPurpose[.retry, default: 0] += calls - 1 }
    }

    /// Adds others to these.
    mutating func add(_ other: CallCounts) { byPurpose.merge(other.byPurpose, uniquingKeysWith: +) }
}
