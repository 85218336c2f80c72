/// How the rows of an answer lie in time, as far as a planner needs to know: counts by quarter of an hour.
public struct SeenRows: Sendable, Equatable {
    private let end: LocalTime
    /// By quarter of an hour, counted back from the end of the window.
    private var counts: [Int] = []
    /// The oldest row.
    public private(set) var oldest: LocalTime?
    private var isSorted = true

    /// Nothing seen of a window that ends at `end`.
    public init(end: LocalTime) { self.end = end }

    /// Takes note of the next row.
    public mutating func note(_ time: LocalTime) {
        if let oldest, time > oldest { isSorted = false }
        oldest = min(oldest ?? time, time)
        let quarter = quarter(time)
        if quarter >= counts.count { counts.append(contentsOf: repeatElement(0, count: quarter + 1 - counts.count)) }
        counts[quarter] += 1
    }

    /// Seconds from the oldest row to the end of the window; nil if rows did not come newest first.
    public var covered: Int64? { isSorted ? oldest.map { end.seconds - $0.seconds + 1 } : nil }

    /// Quarters of an hour that passed between the newest row and the end of the window; nil if there are no rows.
    public var quietQuarters: Int? { counts.firstIndex { $0 > 0 } }

    /// Rows a second in busy times: in the quarters that had half as many as the busiest, or more.
    public var busyRate: Double? {
        // The oldest quarter may be cut off.
        guard let busiest = counts.dropLast().max() else { return nil }
        let busy = counts.dropLast().filter { $0 * 2 >= busiest }
        return Double(busy.reduce(0, +)) / Double(busy.count * 900)
    }

    /// Whether the hours around midnight that were covered had next to no rows.
    public var isQuietAtNight: Bool {
        guard let busiest = counts.max() else { return false }
        let night = counts.indices.filter { quarter in
            let second = LocalTime(seconds: end.seconds - Int64(quarter) * 900).secondOfDay
            return second >= Night.lateEvening || second < Night.earlyMorning
        }
        let rows = night.reduce(0) { $0 + counts[$1] }
        return !night.isEmpty && rows * 20 < busiest * night.count
    }

    private func quarter(_ time: LocalTime) -> Int { Int((end.seconds - time.seconds) / 900) }
}

/// The hours in which contact centres rest.
enum Night {
    /// From here to midnight the lines are as good as silent where nights are quiet.
    static let lateEvening = 22 * 3600 + 1800
    /// The same until here, from midnight.
    static let earlyMorning = 5 * 3600
    private static let opening = 6 * 3600
    private static let closing = 22 * 3600

    /// Seconds of a window that lie between opening and closing.
    static func busySeconds(_ window: Window) -> Int64 {
        window.days.reduce(0) { sum, day in
            let open = Window(
                first: LocalTime(day) + Int64(opening), last: LocalTime(day) + Int64(closing - 1))
            return sum + (open.intersection(window)?.length ?? 0)
        }
    }
}
