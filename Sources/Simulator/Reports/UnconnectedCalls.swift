/// cdr_6: how often each result occurred in the window, with no date. The counts are sums of events that have a second
/// each, so that the totals of two windows that touch add up to those of both together.
struct UnconnectedCalls: Report {
    let timeline: Timeline

    let name = "cdr_6"
    let fields = ["result", "count"]
    let codeIsString = true

    static let volume = VolumeProfile(
        percentOfCalls: 40, weekdays: [5, 104, 102, 100, 100, 96, 40], hours: VolumeProfile.office)

    private static let results: [(name: Word, percent: Int)] = [
        ("NOANSWER", 46), ("BUSY", 21), ("CANCEL", 18), ("CONGESTION", 10), ("CHANUNAVAIL", 5),
    ]

    func select(_ query: RowQuery) -> Selection {
        var counts = [Int](repeating: 0, count: Self.results.count)
        for event in timeline.events(of: query.window) {
            var generator = event.generator
            counts[Self.result(of: generator.below(100))] += 1
        }
        let totals = zip(Self.results.indices, counts).filter { $0.1 > 0 }.map { (result: $0.0, count: $0.1) }
        return Selection(found: totals.count, count: min(totals.count, query.cap)) { place, row in
            row.begin(place: place, moment: nil)
            row.put(Self.results[totals[place].result].name)
            row.put(totals[place].count)
        }
    }

    private static func result(of draw: Int) -> Int {
        var limit = 0
        for (index, result) in results.enumerated() {
            limit += result.percent
            if draw < limit { return index }
        }
        return 0
    }
}
