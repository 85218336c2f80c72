/// Partitions, in little memory: days that follow each other take as much as one.
public struct PartitionSet: Sendable, Equatable {
    private struct Names: Hashable {
        let report: String
        let source: String
    }

    private var days: [Names: RangeSet<Int32>] = [:]

    /// No partitions.
    public init() {}

    /// Whether a partition is one of them.
    public func contains(_ partition: Partition) -> Bool {
        days[names(partition)]?.contains(partition.day.number) ?? false
    }

    /// Adds a partition.
    public mutating func insert(_ partition: Partition) {
        let day = partition.day.number
        days[names(partition), default: RangeSet()].insert(contentsOf: day..<day + 1)
    }

    private func names(_ partition: Partition) -> Names {
        Names(report: partition.report, source: partition.source)
    }
}
