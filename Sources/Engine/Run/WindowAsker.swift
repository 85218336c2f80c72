internal import ETL

/// Asks the extractors of a report for windows, and files what comes: rows go to the days that are open, and each day
/// that is whole goes to the committer.
final class WindowAsker {
    /// What a window came to, for those after it.
    enum Ending {
        /// The next one may be asked for.
        case goesOn
        /// Nothing more can be asked for.
        case stops(ETLError)
        /// These days cannot be had from these extractors; `isRefused` says that no day can be.
        case leaves([Day], isRefused: Bool)
    }

    /// What is left to ask for.
    var queue: WindowQueue
    /// What was asked of the source.
    private(set) var calls = CallCounts()
    /// Values that became null because they did not fit.
    private(set) var nulledValues = 0

    private let job: ReportJob
    private let session: any LoadSession
    private let context: RunContext
    private let committer: DayCommitter
    private let rows: BoundRows
    private let router: WindowRouter
    /// The days that are being asked for.
    private var open: [Day: OpenDay] = [:]
    /// How many days were handed over last.
    private var handedOver = 0

    init(_ job: ReportJob, session: any LoadSession, context: RunContext, committer: DayCommitter) throws {
        self.job = job
        self.session = session
        self.context = context
        self.committer = committer
        rows = try BoundRows(job)
        router = WindowRouter(chain: rows.chain, input: rows.input, rowsBelongToWindow: job.rowsBelongToWindow)
        queue = WindowQueue(job)
    }

    /// Opens days to be asked for together.
    func open(_ days: ClosedRange<Day>) async throws {
        for day in days {
            do {
                open[day] = try await OpenDay(
                    rows.plan(job, day), in: session, overlapEnd: job.stretch?.before[day]?.last
                ) { rows.checks(job) }
            } catch let error as ETLError where error.endsDaysAlone {
                committer.fail(job.partition(day), unwritten: error)
            }
        }
        queue.opened(open.mapValues(\.kept))
    }

    /// Hands over the days of which nothing is left to ask for. Those that were handed over last may still be on their way
    /// to be visible, those before them not: a run that cannot write soon ends.
    func close(_ days: some Sequence<Day>) async throws {
        let whole = days.filter { open[$0] != nil }
        guard !whole.isEmpty else { return }
        await committer.settle(keeping: handedOver)
        handedOver = whole.count
        for day in whole {
            guard let whole = open.removeValue(forKey: day),
                let reason = try await committer.take(whole, attempt: queue.attempt)
            else { continue }
            queue.add(WindowQueue.Doubt(day: day, reason: reason, attempt: queue.attempt))
        }
    }

    /// Gives up the days that are open; what is visible of them stays.
    func abandon(keepingProgress: Bool) async throws -> [Day] {
        for day in open.values { try await day.abandon(keepingProgress: keepingProgress) }
        defer { open = [:] }
        return open.keys.sorted()
    }

    /// Asks for a window.
    ///
    /// - Throws: ``ETLError`` if the rows cannot be written; `CancellationError`.
    func ask(_ window: Window, _ part: Int) async throws -> Ending {
        try Task.checkCancellation()
        let (extractor, purpose) = (job.extractors[part], queue.purpose)
        context.observe(.asking(report: job.report, source: job.source, window: window, label: extractor.label))
        router.begin(window, reaching: extractor.reach(of: window), open)
        do {
            var consumer = router
            switch try await extractor.extract(window, purpose: purpose, into: &consumer) {
            case .complete(let tally):
                calls.count(tally.calls, purpose)
                if let error = router.zoneMistake(job.report, of: job.source, zone: job.zone.identifier) {
                    return try await giveUp(window, error)
                }
                try await keep(window, part: part, tally: tally)
                return .goesOn
            case .tooLarge(let reason, let tally):
                calls.count(tally.calls, purpose)
                return try await split(window, reason: reason, tally: tally)
            }
        } catch let error as ETLError {
            calls.count(error.calls, purpose)
            return try await giveUp(window, error)
        }
    }

    private func keep(_ window: Window, part: Int, tally: ExtractTally) async throws {
        for day in window.days {
            guard let share = window.intersection(Window(day)) else { continue }
            try await open[day]?.keep(share, part: part, calls: tally.calls)
        }
        queue.received(window, rows: tally.rows)
        for day in window.days {
            guard let kept = open[day], let error = job.quality.refusal(of: kept) else { continue }
            try await drop(day, keepingProgress: false)
            committer.fail(kept.partition, error)
        }
        nulledValues += router.nulledValues
        context.observe(.received(report: job.report, source: job.source, window: window, tally))
        try await close(window.days.filter { queue.hasAll(of: $0) })
    }

    private func split(_ window: Window, reason: String, tally: ExtractTally) async throws -> Ending {
        let seen = router.seen
        try await router.restart()
        guard queue.tooLarge(window, rows: tally.rows, seen: seen) else {
            let what = window.length == 1 ? "one second" : "one day, and its totals cannot be added up from less"
            let cause = "\(reason), and the window is down to \(what)"
            let error = ETLError(
                .source, "\(job.report) of \(job.source), \(window): \(cause)",
                remedy: .narrowerRequest, cause: cause)
            return try await giveUp(window, error, isCapped: true)
        }
        context.observe(.split(report: job.report, source: job.source, window: window, reason: reason))
        return .goesOn
    }

    private func giveUp(_ window: Window, _ error: ETLError, isCapped: Bool = false) async throws -> Ending {
        if error.code == .files { throw error }
        try await router.restart()
        let leaves = isLeft(error, isCapped: isCapped)
        let days = window.days.filter { open[$0] != nil }
        for day in window.days { try await drop(day, keepingProgress: !leaves) }
        if leaves {
            context.observe(.narrowing(report: job.report, source: job.source, window: window, reason: error.message))
            return .leaves(days, isRefused: !isCapped)
        }
        for day in days { committer.fail(job.partition(day), error) }
        let isHopeless = error.code == .source && queue.failed()
        if error.scope != .window { return .stops(error) }
        guard isHopeless else { return .goesOn }
        var ending = ETLError(.source, scope: .token, error.message, advice: error.advice, cause: error.cause)
        ending.remedy = error.remedy
        return .stops(ending)
    }

    /// Whether a failure of the job's own extractors is one that a fan-out mends: the source refuses the request, or an
    /// answer is cut off at the narrowest window.
    private func isLeft(_ error: ETLError, isCapped: Bool) -> Bool {
        guard job.fanOut?.isFallback == true else { return false }
        return isCapped || (error.code == .configuration && error.scope == .report)
    }

    private func drop(_ day: Day, keepingProgress: Bool) async throws {
        queue.drop(day)
        try await open.removeValue(forKey: day)?.abandon(keepingProgress: keepingProgress)
    }
}
