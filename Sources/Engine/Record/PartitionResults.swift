internal import ETL

/// How the days of a run ended, in the order in which they did.
///
/// A run over hundreds of sources ends tens of thousands of days, nearly all of them well: such a day takes some
/// twenty bytes. The windows and the provenance of a visible partition are not kept.
public struct PartitionResults: Sendable, RandomAccessCollection {
    private var groups: [Group] = []
    /// The position of the first result of each group.
    private var starts: [Int] = []
    private var total = 0

    /// No results.
    public init() {}

    /// Some results.
    public init(_ results: some Sequence<PartitionResult>) {
        for result in results { append(result) }
    }

    /// The position of the first result.
    public var startIndex: Int { 0 }
    /// One more than the position of the last result.
    public var endIndex: Int { total }

    /// The result at a position.
    public subscript(position: Int) -> PartitionResult {
        let group = place(of: position)
        return groups[group].result(at: position - starts[group])
    }

    /// Adds a result at the end.
    public mutating func append(_ result: PartitionResult) {
        if groups.last?.takes(result.partition) != true {
            groups.append(Group(report: result.partition.report, source: result.partition.source))
            starts.append(total)
        }
        groups[groups.count - 1].append(result)
        total += 1
    }

    /// Adds other results at the end.
    public mutating func append(contentsOf others: PartitionResults) {
        starts += others.starts.map { $0 + total }
        groups += others.groups
        total += others.total
    }

    /// The positions, ordered by report, source and day.
    public var inOrder: [Int] {
        var order: [Int] = []
        order.reserveCapacity(total)
        var left = groups.indices.sorted { groups[$0].names < groups[$1].names }[...]
        while let first = left.first {
            let same = left.prefix { groups[$0].names == groups[first].names }
            left = left.dropFirst(same.count)
            let days = same.flatMap { group in groups[group].days.enumerated().map { ($1, starts[group] + $0) } }
            order += days.sorted { $0 < $1 }.map(\.1)
        }
        return order
    }

    /// How many results are kept as they came.
    var wholeCount: Int { groups.reduce(0) { $0 + $1.whole.count } }

    private func place(of position: Int) -> Int {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= position { low = middle } else { high = middle }
        }
        return low
    }
}

/// Results of one report of one source, one after another.
private struct Group: Sendable {
    let report: String
    let source: String
    private var entries: [Entry] = []
    /// The results of which ``entries`` holds only the day, by their places.
    private(set) var whole: [Int: PartitionResult] = [:]
    private var counts = CompactCounts()
    /// What comes before, between and after the day in the location of a data file.
    private var location: [String]?

    init(report: String, source: String) {
        self.report = report
        self.source = source
    }

    var names: (String, String) { (report, source) }
    var days: some Collection<Day> { entries.lazy.map(\.day) }

    func takes(_ partition: Partition) -> Bool { partition.report == report && partition.source == source }

    mutating func append(_ result: PartitionResult) {
        if location == nil { location = Self.location(of: result) }
        let entry = Entry(result, location: location, counts: &counts)
        if entry.ending == .whole {
            var result = result
            result.outcome.dropHistory()
            whole[entries.count] = result
        }
        entries.append(entry)
    }

    func result(at place: Int) -> PartitionResult {
        if let result = whole[place] { return result }
        let entry = entries[place]
        return entry.result(
            Partition(report: report, source: source, day: entry.day), location: location, counts: counts)
    }

    private static func location(of result: PartitionResult) -> [String]? {
        result.visible?.location?.split(separator: "\(result.partition.day)", omittingEmptySubsequences: false)
            .map(String.init)
    }
}

/// A day that ended as most do: its counts are bytes of its group.
private struct Entry: Sendable {
    enum Ending: UInt8 { case committed, resumed, skipped, whole }

    let day: Day
    let ending: Ending
    private let state: PartitionState
    private let change: CommittedPartition.Change?
    private let hasLocation: Bool
    /// Where the day's counts begin.
    private let start: UInt32

    /// An entry that holds all of a result but its windows and provenance, or else its day alone.
    init(_ result: PartitionResult, location: [String]?, counts: inout CompactCounts) {
        day = result.partition.day
        start = counts.end
        guard let (visible, ending) = Self.ordinary(result),
            visible.location == nil || visible.location == Self.location(location, day)
        else {
            (ending, state, change, hasLocation) = (.whole, .final, nil, false)
            return
        }
        for count in [
            visible.received, visible.rows, visible.quarantined, visible.leftOut, visible.forgotten, visible.bytes,
        ] {
            counts.append(count)
        }
        // One more than the rows, 0 for nil.
        for count in [visible.rowsAdded, visible.rowsRemoved] { counts.append(count.map { $0 + 1 } ?? 0) }
        (state, change, hasLocation) = (visible.state, visible.change, visible.location != nil)
        self.ending = ending
    }

    /// What is visible of a day that ended well, with nothing to be said of it.
    private static func ordinary(_ result: PartitionResult) -> (CommittedPartition, Ending)? {
        guard result.warnings.isEmpty, result.drift.isEmpty else { return nil }
        switch result.outcome {
        case .committed(let partition): return (partition, .committed)
        case .resumed(let partition?): return (partition, .resumed)
        case .skipped(let partition): return (partition, .skipped)
        case .resumed(nil), .suspect, .failed: return nil
        }
    }

    func result(_ partition: Partition, location: [String]?, counts: CompactCounts) -> PartitionResult {
        var place = start
        let (received, rows, quarantined) = (counts.next(&place), counts.next(&place), counts.next(&place))
        let (leftOut, forgotten, bytes) = (counts.next(&place), counts.next(&place), counts.next(&place))
        let (added, removed) = (counts.next(&place), counts.next(&place))
        var visible = CommittedPartition(
            received: received, rows: rows, quarantined: quarantined, leftOut: leftOut, forgotten: forgotten,
            bytes: bytes, state: state,
            change: change, location: hasLocation ? Self.location(location, day) : nil)
        visible.rowsAdded = added == 0 ? nil : added - 1
        visible.rowsRemoved = removed == 0 ? nil : removed - 1
        let outcome: PartitionResult.Outcome =
            switch ending {
            case .committed: .committed(visible)
            case .resumed, .whole: .resumed(visible)
            case .skipped: .skipped(visible)
            }
        return PartitionResult(partition, outcome)
    }

    private static func location(_ parts: [String]?, _ day: Day) -> String? {
        parts?.joined(separator: "\(day)")
    }
}

/// Counts one after another, each of them in as few bytes as it needs: seven bits a byte, the lowest first.
private struct CompactCounts: Sendable {
    private var bytes: [UInt8] = []

    var end: UInt32 { UInt32(bytes.count) }

    mutating func append(_ count: Int) {
        var left = UInt(bitPattern: count)
        while left > 127 {
            bytes.append(UInt8(truncatingIfNeeded: left) | 128)
            left >>= 7
        }
        bytes.append(UInt8(left))
    }

    /// Returns the count at a place, and moves the place behind it.
    func next(_ place: inout UInt32) -> Int {
        var (count, shift) = (UInt(0), 0)
        while true {
            let byte = bytes[Int(place)]
            place += 1
            count |= UInt(byte & 127) << UInt(shift)
            if byte < 128 { return Int(bitPattern: count) }
            shift += 7
        }
    }
}

extension PartitionResult.Outcome {
    /// Drops what is of no use once the day has ended.
    fileprivate mutating func dropHistory() {
        func bare(_ partition: CommittedPartition) -> CommittedPartition {
            var partition = partition
            partition.windows = []
            partition.provenance = nil
            return partition
        }
        switch self {
        case .committed(let partition): self = .committed(bare(partition))
        case .resumed(let partition): self = .resumed(partition.map(bare))
        case .skipped(let partition): self = .skipped(bare(partition))
        case .suspect(let partition, let reason): self = .suspect(partition.map(bare), reason: reason)
        case .failed: break
        }
    }
}
