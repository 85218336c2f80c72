public import ETL

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
