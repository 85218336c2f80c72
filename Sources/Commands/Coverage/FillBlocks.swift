import ETL

/// Days of reports of sources that one `run` can ask for: all of the reports of all of the sources on all of the days.
struct FillBlock: Hashable, Sendable {
    var days: ClosedRange<Day>
    var reports: [String]
    var sources: [String]

    /// Returns blocks that hold each of some partitions once and nothing else, as few as merging finds.
    ///
    /// The fewest of all is a hard problem. Merging along days, reports and sources, in the best of the six orders, finds
    /// it where nights failed as a whole, where single reports failed for a while, and where both happened.
    static func covering(_ partitions: some Sequence<Partition>) -> [FillBlock] {
        let cells = Cells(partitions)
        let orders: [[Axis]] = [
            [.days, .reports, .sources], [.days, .sources, .reports], [.reports, .sources, .days],
            [.sources, .reports, .days], [.reports, .days, .sources], [.sources, .days, .reports],
        ]
        let best = orders.map { cells.merged(along: $0) }.min { $0.count < $1.count } ?? []
        return best.map(cells.named).sorted {
            $0.order < $1.order
        }
    }

    private var order: (Day, Day, String, String) {
        (days.lowerBound, days.upperBound, sources.joined(separator: " "), reports.joined(separator: " "))
    }
}

/// What blocks extend along.
private enum Axis {
    case days, reports, sources
}

/// A block whose reports, sources and stretches of days are numbers.
private struct Box: Hashable {
    var days: ClosedRange<Int>
    var reports: [Int]
    var sources: [Int]
}

/// Partitions as the smallest boxes. Days that follow each other with the same gaps are one stretch, so that a year
/// without a file is as little work as a day.
private struct Cells {
    private let reports: [String]
    private let sources: [String]
    private let stretches: [ClosedRange<Day>]
    private let boxes: [Box]

    init(_ partitions: some Sequence<Partition>) {
        var days: [Day: Set<Partition>] = [:]
        for partition in partitions { days[partition.day, default: []].insert(partition) }
        let reports = Set(days.values.joined().map(\.report)).sorted()
        let sources = Set(days.values.joined().map(\.source)).sorted()
        let reportNumbers = Dictionary(uniqueKeysWithValues: zip(reports, reports.indices))
        let sourceNumbers = Dictionary(uniqueKeysWithValues: zip(sources, sources.indices))
        var stretches: [ClosedRange<Day>] = []
        var pairs: [[[Int]]] = []
        for (day, gaps) in days.sorted(by: { $0.key < $1.key }) {
            let here = gaps.map { [reportNumbers[$0.report] ?? 0, sourceNumbers[$0.source] ?? 0] }
                .sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
            if let last = stretches.last, last.upperBound.advanced(by: 1) == day, pairs.last == here {
                stretches[stretches.count - 1] = last.lowerBound...day
            } else {
                stretches.append(day...day)
                pairs.append(here)
            }
        }
        (self.reports, self.sources, self.stretches) = (reports, sources, stretches)
        boxes = pairs.enumerated().flatMap { stretch, pairs in
            pairs.map { Box(days: stretch...stretch, reports: [$0[0]], sources: [$0[1]]) }
        }
    }

    func merged(along axes: [Axis]) -> [Box] {
        var boxes = boxes
        while true {
            let before = boxes.count
            for axis in axes { boxes = merged(boxes, along: axis) }
            if boxes.count == before { return boxes }
        }
    }

    private func merged(_ boxes: [Box], along axis: Axis) -> [Box] {
        switch axis {
        case .reports:
            let alike = Dictionary(grouping: boxes) { Box(days: $0.days, reports: [], sources: $0.sources) }
            return alike.map {
                Box(days: $0.days, reports: $1.flatMap(\.reports).sorted(), sources: $0.sources)
            }
        case .sources:
            let alike = Dictionary(grouping: boxes) { Box(days: $0.days, reports: $0.reports, sources: []) }
            return alike.map {
                Box(days: $0.days, reports: $0.reports, sources: $1.flatMap(\.sources).sorted())
            }
        case .days:
            let alike = Dictionary(grouping: boxes) { Box(days: 0...0, reports: $0.reports, sources: $0.sources) }
            return alike.values.flatMap(joined)
        }
    }

    /// Boxes of the same reports and sources, those that touch as one.
    private func joined(_ boxes: [Box]) -> [Box] {
        var joined: [Box] = []
        for box in boxes.sorted(by: { $0.days.lowerBound < $1.days.lowerBound }) {
            if let last = joined.last, touches(last.days.upperBound, box.days.lowerBound) {
                joined[joined.count - 1].days = last.days.lowerBound...box.days.upperBound
            } else {
                joined.append(box)
            }
        }
        return joined
    }

    private func touches(_ stretch: Int, _ next: Int) -> Bool {
        stretch + 1 == next && stretches[stretch].upperBound.advanced(by: 1) == stretches[next].lowerBound
    }

    func named(_ box: Box) -> FillBlock {
        FillBlock(
            days: stretches[box.days.lowerBound].lowerBound...stretches[box.days.upperBound].upperBound,
            reports: box.reports.map { reports[$0] }, sources: box.sources.map { sources[$0] })
    }
}
