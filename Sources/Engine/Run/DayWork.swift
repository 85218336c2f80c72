internal import ETL

/// The days that are being asked for together, and how far each has come.
struct DayWork {
    var writers: [Day: any PartitionWriter] = [:]
    var kept: [Day: [KeptWindow]] = [:]
    var checks: [Day: DayChecks] = [:]
    var firstRejection: [Day: Rejection] = [:]

    /// What is left of one extractor's share.
    func remaining(_ part: Int, _ days: ClosedRange<Day>) -> IntervalSet {
        var remaining = IntervalSet(days.filter { writers[$0] != nil }.map { Window($0) })
        for window in kept.values.joined() where window.part == part { remaining.remove(window.window) }
        return remaining
    }
}

/// A day whose rows were all received and kept.
struct WholeDay {
    let day: Day
    let writer: any PartitionWriter
    let kept: [KeptWindow]
    let checks: DayChecks?
    let firstRejection: Rejection?
    /// How often the day had been asked for before.
    let attempt: Int
}

/// A day that is being made visible while the next ones are asked for.
struct Committing {
    let day: Day
    let verdict: DayVerdict
    /// Why its answer is not believed, if it isn't.
    let doubt: String?
    /// No child of the run's task: a commit that has begun is ended even where the run is cancelled.
    let ending: Task<CommittedPartition, any Error>

    init(day: Day, verdict: DayVerdict, doubt: String?, _ pending: PendingCommit) {
        self.day = day
        self.verdict = verdict
        self.doubt = doubt
        ending = Task { try await pending.finish() }
    }
}

/// A day whose answer is not likely.
struct Doubt {
    let day: Day
    let reason: String
    let attempt: Int
}

extension WindowPlanner {
    /// How many days are kept open together.
    func daysAtOnce(width: Int64) -> Int {
        if case .total = limits.grain { return 1 }
        return max(1, min(limits.days, Int((width + 86_399) / 86_400)))
    }
}

extension ETLError {
    /// Whether the failure leaves the other days of the report as they are: files that fail for one day alone do, a full
    /// disk does not.
    var endsDaysAlone: Bool { code != .files || scope == .window }

    /// The same failure, ending all of the run.
    var endingRun: ETLError {
        var error = self
        error.scope = .run
        return error
    }
}
