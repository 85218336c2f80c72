internal import ETL

/// What a job asks for next: the newest days first, days that one window may touch together, one extractor after another.
///
/// A value: `plan` reads one to its end as if each window came back whole, and a run follows one and tells it what came.
struct WindowQueue: Sendable {
    /// What is to be done next.
    enum Action: Equatable {
        /// Days that are asked for together, or one once more; ``opened(_:)`` says which of them can be.
        case open(ClosedRange<Day>, after: Doubt?)
        /// A window, for the extractor of a number.
        case ask(Window, part: Int)
        /// Nothing is left to ask for of the days that were opened last.
        case close(ClosedRange<Day>)
    }

    /// A day whose answer was not likely.
    struct Doubt: Equatable {
        let day: Day
        let reason: String
        /// How often the day was asked for before.
        let attempt: Int
    }

    /// Days that are asked for together.
    private struct Turn {
        let days: ClosedRange<Day>
        let doubt: Doubt?
        /// What was kept of the days that could be opened.
        var kept: [Day: [KeptWindow]] = [:]
        var part = -1
        var remaining = IntervalSet([])
        var purpose = CallPurpose.first
    }

    /// Why the next window is asked for.
    var purpose: CallPurpose { turn?.purpose ?? .first }
    /// How often the days that were opened last had been asked for before.
    var attempt: Int { turn?.doubt.map { $0.attempt + 1 } ?? 0 }

    private let planner: WindowPlanner
    private let parts: Int
    /// By the number of an extractor, where its windows must begin.
    private let edges: [[LocalTime]]
    /// What is asked for of the days; nil for all of them.
    private let stretch: Window?
    private var learner: SpanLearner
    private var pending: [Day] = []
    private var doubts: [Doubt] = []
    private var turn: Turn?
    private var failuresInARow = 0

    /// The queue of a job, with no days to ask for yet.
    init(_ job: ReportJob) {
        let limits = job.windowLimits
        planner = WindowPlanner(limits: limits)
        learner = SpanLearner(span: job.span, cap: job.rowCap, days: limits.days)
        parts = job.extractors.count
        edges = job.extractors.map(\.limits.edges)
        stretch = job.stretch?.window
    }

    /// The most days that one window may touch.
    var mostDays: Int { planner.limits.days }

    /// Takes note of what earlier runs received.
    mutating func learnFromEarlierRuns(
        _ job: ReportJob, committed: (Partition) async throws -> CommittedPartition?
    ) async throws {
        guard job.span == .auto, mostDays > 1 else { return }
        for day in job.days.lowerBound.advanced(by: -7)...job.days.upperBound {
            guard let earlier = try await committed(job.partition(day)), earlier.received > 0 else { continue }
            learner.learn(rows: earlier.received, seconds: 86_400)
        }
    }

    /// Adds days to ask for, the oldest first.
    mutating func add(_ days: [Day]) { pending += days }

    /// Asks for a day once more, before those that were not opened yet.
    mutating func add(_ doubt: Doubt) { doubts.append(doubt) }

    /// Ends the queue.
    ///
    /// - Returns: the days that were still to be opened.
    mutating func end() -> [Day] {
        defer { (pending, doubts, turn) = ([], [], nil) }
        return pending + doubts.map(\.day)
    }

    /// What is to be done next; nil at the end.
    mutating func next() -> Action? {
        guard var turn, turn.part <= parts else { return openNext() }
        while turn.part < parts {
            if let newest = turn.remaining.windows.last,
                let window = planner.next(in: turn.remaining, width: learner.width(within: newest))
            {
                self.turn = turn
                return .ask(cut(window, edges[turn.part]), part: turn.part)
            }
            turn.part += 1
            turn.purpose = turn.doubt == nil ? .first : .emptyCheck
            turn.remaining = IntervalSet(turn.kept.keys.sorted().compactMap { wanted(of: $0) })
            for window in turn.kept.values.joined() where window.part == turn.part {
                turn.remaining.remove(window.window)
            }
        }
        turn.part += 1
        self.turn = turn
        return .close(turn.days)
    }

    /// What is asked for of a day.
    private func wanted(of day: Day) -> Window? {
        guard let stretch else { return Window(day) }
        return stretch.intersection(Window(day))
    }

    /// Moves the beginning of a window to the last of the edges within it.
    private func cut(_ window: Window, _ edges: [LocalTime]) -> Window {
        var (low, high) = (0, edges.count)
        while low < high {
            let middle = (low + high) / 2
            if edges[middle] <= window.last { low = middle + 1 } else { high = middle }
        }
        guard low > 0, edges[low - 1] > window.first else { return window }
        return Window(first: edges[low - 1], last: window.last)
    }

    private mutating func openNext() -> Action? {
        if !doubts.isEmpty {
            let doubt = doubts.removeFirst()
            turn = Turn(days: doubt.day...doubt.day, doubt: doubt)
        } else {
            turn = takeDays().map { Turn(days: $0, doubt: nil) }
        }
        return turn.map { .open($0.days, after: $0.doubt) }
    }

    /// Takes the newest days that follow one another, no more than one window may touch.
    private mutating func takeDays() -> ClosedRange<Day>? {
        guard let newest = pending.popLast() else { return nil }
        let most = planner.daysAtOnce(width: learner.width)
        var oldest = newest
        while oldest.distance(to: newest) + 1 < most, let next = pending.last, next.advanced(by: 1) == oldest {
            oldest = next
            pending.removeLast()
        }
        return oldest...newest
    }

    /// Says which days of the turn are asked for, and what was kept of each by an interrupted run.
    mutating func opened(_ kept: [Day: [KeptWindow]]) { turn?.kept = kept }

    /// A window is done with: it came whole, or a plan takes it as such.
    mutating func remove(_ window: Window) { turn?.remaining.remove(window) }

    /// A window came whole.
    mutating func received(_ window: Window, rows: Int) {
        remove(window)
        learner.learn(rows: rows, seconds: window.length)
        failuresInARow = 0
    }

    /// A window holds more than one call brings.
    ///
    /// - Returns: false if it cannot be made smaller.
    mutating func tooLarge(_ window: Window, rows: Int, seen: SeenRows) -> Bool {
        turn?.purpose = .split
        guard let narrower = planner.narrower(than: window) else { return false }
        learner.tooLarge(rows: rows, seen: seen, narrower: narrower)
        return true
    }

    /// Nothing more is asked for of a day.
    mutating func drop(_ day: Day) {
        turn?.kept[day] = nil
        turn?.remaining.remove(Window(day))
    }

    /// Whether the last extractor has nothing more to bring for a day.
    func hasAll(of day: Day) -> Bool {
        guard let turn, turn.part == parts - 1 else { return false }
        return turn.remaining.intersection(Window(day)).isEmpty
    }

    /// The source failed to bring a window.
    ///
    /// - Returns: whether it has failed so often in a row that there is no use in going on.
    mutating func failed() -> Bool {
        failuresInARow += 1
        return failuresInARow == Self.failuresBeforeStop
    }

    private static let failuresBeforeStop = 3
}

extension WindowPlanner {
    /// How many days are kept open together.
    fileprivate func daysAtOnce(width: Int64) -> Int {
        if case .total = limits.grain { return 1 }
        return max(1, min(limits.days, Int((width + 86_399) / 86_400)))
    }
}

extension ReportJob {
    /// What windows of the job may be. Rows that carry no time of their own can only be told apart by the day they were
    /// asked for.
    var windowLimits: ExtractLimits {
        var limits = extractors.map(\.limits).min { $0.days < $1.days } ?? ExtractLimits()
        if rowsBelongToWindow || extractors.first?.schema.eventTime == nil { limits.days = 1 }
        return limits
    }
}
