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
    /// Whether it was cancelled before its end.
    public var isInterrupted = false

    /// An empty report.
    public init() {}

    /// Whether nothing is left to be taken up.
    public var endedWell: Bool { !isInterrupted && results.allSatisfy { $0.error == nil } }

    /// The exit status that it comes to, unless a signal decides.
    public var exitStatus: RunStatus { RunStatus(results: results) }

    mutating func add(_ other: RunReport) {
        results += other.results
        calls.add(other.calls)
        nulledValues += other.nulledValues
        isInterrupted = isInterrupted || other.isInterrupted
    }
}
