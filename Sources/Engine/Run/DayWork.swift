internal import ETL

/// The days that are being asked for together, and how far each has come.
struct DayWork {
    var writers: [Day: any PartitionWriter] = [:]
    var kept: [Day: [KeptWindow]] = [:]
    var checks: [Day: DayChecks] = [:]
    var firstRejection: [Day: Rejection] = [:]
    /// Days to be asked for again, with the reason.
    var doubts: [(day: Day, reason: String)] = []

    /// What is left of one extractor's share.
    func remaining(_ part: Int, _ days: ClosedRange<Day>) -> IntervalSet {
        var remaining = IntervalSet(days.filter { writers[$0] != nil }.map { Window($0) })
        for window in kept.values.joined() where window.part == part { remaining.remove(window.window) }
        return remaining
    }
}

extension WindowPlanner {
    /// How many days are kept open together.
    func daysAtOnce(width: Int64) -> Int {
        if case .total = limits.grain { return 1 }
        return max(1, min(limits.days, Int((width + 86_399) / 86_400)))
    }
}

extension ETLError {
    /// The same failure, ending all of the run.
    var endingRun: ETLError {
        var error = self
        error.scope = .run
        return error
    }
}
