/// The seconds of one day at which a report has rows, oldest first. A row is its place in this list.
struct DaySchedule: Sendable {
    let day: LocalDay
    let seconds: [Int32]

    init(day: LocalDay, rows: Int, hours: [Int], clock: ServerClock, generator: inout SplitMix64) {
        self.day = day
        let total = hours.reduce(0, +)
        let hourOfWeight = hours.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
        var rowsAtSecond = [Int32](repeating: 0, count: LocalMoment.secondsOfDay)
        for _ in 0..<rows {
            let draw = generator.next()
            let weight = Int(((draw >> 32) * UInt64(total)) >> 32)
            let second = Int(((draw & 0xFFFF_FFFF) * 3600) >> 32)
            rowsAtSecond[hourOfWeight[weight] * 3600 + second] += 1
        }
        if clock.steadyOffset(on: day) == nil {
            Self.leaveSkippedSeconds(of: day, clock: clock, &rowsAtSecond)
        }
        var seconds: [Int32] = []
        seconds.reserveCapacity(rows)
        for (second, count) in rowsAtSecond.enumerated() where count > 0 {
            for _ in 0..<count { seconds.append(Int32(second)) }
        }
        self.seconds = seconds
    }

    /// The places of the rows whose second lies in `range`.
    func places(in range: ClosedRange<Int>) -> Range<Int> {
        let lower = firstPlace(atOrAfter: range.lowerBound)
        return lower..<max(lower, firstPlace(atOrAfter: range.upperBound + 1))
    }

    private func firstPlace(atOrAfter second: Int) -> Int {
        var (low, high) = (0, seconds.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(seconds[middle]) < second { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // A clock never shows the seconds that are skipped when it is put forward.
    private static func leaveSkippedSeconds(of day: LocalDay, clock: ServerClock, _ rowsAtSecond: inout [Int32]) {
        for second in rowsAtSecond.indices where rowsAtSecond[second] > 0 {
            guard clock.epoch(of: LocalMoment(day: day, second: second)) == nil else { continue }
            let later = min(second + 3600, LocalMoment.secondsOfDay - 1)
            rowsAtSecond[later] += rowsAtSecond[second]
            rowsAtSecond[second] = 0
        }
    }
}

/// How many rows a report has on a day and how they lie over its hours.
struct VolumeProfile: Sendable {
    /// Rows of this report for a hundred rows of cdr_1.
    let percentOfCalls: Int
    /// Sunday first, in percent of a full working day.
    let weekdays: [Int]
    /// Twenty-four weights.
    let hours: [Int]

    /// A call centre that works from six to ten, with a lull at noon.
    static let office = [0, 0, 0, 0, 0, 0, 3, 20, 60, 90, 100, 95, 70, 65, 90, 100, 95, 85, 60, 35, 15, 5, 0, 0]
    /// People who write to a robot at night too.
    static let robot = [3, 2, 1, 1, 1, 2, 6, 20, 50, 80, 90, 90, 80, 75, 85, 90, 85, 80, 70, 60, 45, 30, 15, 7]

    func rows(on day: LocalDay, perDay: Int, even: Bool, generator: inout SplitMix64) -> Int {
        guard !even else { return perDay }
        let permille = 920 + generator.below(161)
        return perDay * weekdays[day.weekday] * permille / 100_000
    }
}
