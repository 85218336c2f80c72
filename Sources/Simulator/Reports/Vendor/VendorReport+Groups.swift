import ETL

/// What some events come to.
struct Tally: Sendable {
    var events = 0
    /// Of all of them together.
    var seconds = 0
    /// Ten-thousandths of the currency.
    var cost = 0

    /// Adds an event, which has the next draws.
    mutating func add(drawing generator: inout SplitMix64) {
        events += 1
        seconds += generator.below(900)
        cost += generator.below(4) * 345
    }
}

extension VendorReport {
    /// What a row of totals stands for; a part that the report doesn't tell apart is 0.
    struct Group: Hashable, Comparable, Sendable {
        /// Days count backwards: the newest is first.
        var day: Int
        var slot: Int
        /// Second of the day in which the bucket begins.
        var second: Int
        /// Whether rows of one subject stay together.
        var isBySlot: Bool

        static func < (left: Self, right: Self) -> Bool {
            left.isBySlot
                ? (left.slot, left.second, -left.day) < (right.slot, right.second, -right.day)
                : (-left.day, left.second, left.slot) < (-right.day, right.second, right.slot)
        }
    }

    /// Totals over the window: those of two windows that touch add up to those of both together.
    func selectGroups(_ query: RowQuery) -> Selection {
        var tallies: [Group: Tally] = [:]
        for event in timeline.events(of: query.window) {
            var generator = event.generator
            let participants = Participants(drawing: &generator)
            guard participants.suits(query.values, operation) else { continue }
            tallies[group(of: event, participants), default: Tally()].add(drawing: &generator)
        }
        let rows = tallies.sorted { $0.key < $1.key }
        let records =
            nesting == nil ? nil : Set(rows.map { Participants(subject, slot: $0.key.slot).record(of: subject) }).count
        let count = min(rows.count, query.cap)
        return Selection(found: rows.count, count: count, records: records) { [self] place, row in
            fill(&row, place: place, group: rows[place].key, tally: rows[place].value)
        }
    }

    private func group(of event: Event, _ participants: Participants) -> Group {
        Group(
            day: makers.contains { $0.kind == .day } ? event.day.number : 0, slot: participants.slot(of: subject),
            second: bucketSeconds.map { event.second / $0 * $0 } ?? 0, isBySlot: nesting != nil)
    }

    /// The length of a bucket within a day.
    private var bucketSeconds: Int? {
        if case .bucket(let seconds) = definition.grain, seconds < LocalMoment.secondsOfDay { return seconds }
        return makers.contains { $0.kind == .hour } ? 3600 : nil
    }

    private func fill(_ row: inout RowValues, place: Int, group: Group, tally: Tally) {
        row.begin(place: place, moment: nil)
        var generator = SplitMix64(keys: timeline.seed, SplitMix64.key(of: name), UInt64(group.slot))
        let participants = Participants(subject, slot: group.slot)
        for (index, maker) in makers.enumerated() {
            maker.put(
                &row, group: group, tally: tally, weight: 1 + index % 3, participants: participants, report: self,
                using: &generator)
        }
    }
}
