/// What is replaced as a whole: one report of one source on one day.
public struct Partition: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The report's name.
    public let report: String
    /// The source's name.
    public let source: String
    /// The day, in the source's zone.
    public let day: Day

    /// The keys of a partition's folders. Readers take them as columns, which hide those of the same name in the files.
    public static let keys = ["report", "source", "day"]

    /// Returns the name under which a column called `name` is written: one that a partition key would hide gets a suffix.
    public static func columnName(_ name: String) -> String { keys.contains(name) ? "\(name)_value" : name }

    /// A partition.
    public init(report: String, source: String, day: Day) {
        self.report = report
        self.source = source
        self.day = day
    }

    /// By report, source and day.
    public static func < (left: Partition, right: Partition) -> Bool {
        (left.report, left.source, left.day) < (right.report, right.source, right.day)
    }

    /// `cdr_1 of bogota on 2026-10-01`.
    public var description: String { "\(report) of \(source) on \(day)" }
}

/// How sure a partition is of itself.
public enum PartitionState: String, Sendable, CaseIterable, Codable {
    /// The day is over and all of it was received.
    case final
    /// The day was not over when it was received.
    case open
    /// The last answer was too unlikely to be believed.
    case suspect
}

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
