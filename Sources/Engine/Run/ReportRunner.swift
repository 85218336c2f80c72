internal import ETL

/// Runs one report: cuts its days into windows, has them extracted, and commits each day that is whole.
struct ReportRunner {
    let job: ReportJob
    let session: any LoadSession
    let context: RunContext
    let missingOnly: Bool

    private var learner: SpanLearner
    private var router: WindowRouter
    private let planner: WindowPlanner
    private let output: Schema
    private let redactions: [Redaction]
    private let expectations: [any BoundRowExpectation]
    private let watch: DriftWatch
    /// How each day ended.
    private(set) var results: [PartitionResult] = []
    /// What was asked of the source.
    private(set) var calls = CallCounts()
    /// Values that became null because they did not fit.
    private(set) var nulledValues = 0
    /// The failure that ends more than a window, once there is one.
    private(set) var stop: ETLError?
    private var failuresInARow = 0

    init(job: ReportJob, session: any LoadSession, context: RunContext, missingOnly: Bool) throws {
        self.job = job
        self.session = session
        self.context = context
        self.missingOnly = missingOnly
        let input = job.extractors.first?.schema ?? Schema(fields: [])
        let chain = try TransformChain(job.transformers, input: input)
        output = chain.output
        redactions = chain.redactions
        expectations = try job.expectations.map { try $0.bind(to: chain.output) }
        watch = DriftWatch(input: input, output: chain.output, hiding: chain.redactions)
        let limits = job.windowLimits
        planner = WindowPlanner(limits: limits)
        learner = SpanLearner(span: job.span, cap: job.rowCap, days: limits.days)
        router = WindowRouter(chain: chain, input: input, rowsBelongToWindow: job.rowsBelongToWindow)
    }

    /// Runs the report to its end.
    ///
    /// - Throws: `CancellationError` only; all else ends up in ``results`` and ``stop``.
    mutating func run() async throws {
        do {
            var pending = try await daysToAsk()
            let session = session
            try await learner.learnFromEarlierRuns(job, limits: planner.limits) { try await session.committed($0) }
            while stop == nil,
                let days = WindowPlanner.takeChunk(from: &pending, most: planner.daysAtOnce(width: learner.width))
            {
                try await ask(days, attempt: 0)
            }
            if let stop { for day in pending { fail(day, stop) } }
        } catch let error as ETLError {
            stop = error.endingRun
        }
        let known = Set(results.map(\.partition.day))
        if let stop { for day in job.days where !known.contains(day) { fail(day, stop) } }
    }

    // MARK: - What to ask for

    private mutating func daysToAsk() async throws -> [Day] {
        var days: [Day] = []
        for day in job.days {
            let partition = job.partition(day)
            if await session.wasCommittedByThisRun(partition) {
                finish(day, .resumed(try await session.committed(partition)))
            } else if missingOnly, let committed = try await session.committed(partition), committed.state == .final {
                finish(day, .skipped(committed))
            } else {
                days.append(day)
            }
        }
        return days
    }

    // MARK: - Asking

    private mutating func ask(_ days: ClosedRange<Day>, attempt: Int) async throws {
        var work = DayWork()
        do {
            for day in days {
                let (writer, checks) = try await open(day)
                work.writers[day] = writer
                work.kept[day] = writer.kept
                work.checks[day] = checks
            }
            for part in job.extractors.indices where stop == nil {
                try await extract(part, days, &work, attempt)
            }
            for day in days where stop == nil { try await complete(day, &work, attempt) }
        } catch {
            for writer in work.writers.values { try? await writer.abandon(keepingProgress: true) }
            throw error
        }
        for (day, writer) in work.writers {
            try await writer.abandon(keepingProgress: true)
            fail(day, stop ?? Self.unfinished)
        }
        for (day, reason) in work.doubts {
            let seconds = job.quality.unlikelyPause
            context.observe(.askingAgain(job.partition(day), reason: reason, afterSeconds: seconds))
            try await context.sleep(seconds)
            try await ask(day...day, attempt: attempt + 1)
        }
    }

    private func open(_ day: Day) async throws -> (any PartitionWriter, DayChecks) {
        let plan = PartitionPlan(
            partition: job.partition(day), schema: output, redactions: redactions, zone: job.zone,
            parts: job.extractors.count)
        let fresh = { DayChecks(job.expectations, bound: expectations, watch: watch) }
        let writer = try await session.open(plan)
        let checks = fresh()
        if writer.kept.isEmpty || checks.recall(writer.notes) { return (writer, checks) }
        // Nobody can tell any more whether the rows that were kept hold to what is expected.
        try await writer.abandon(keepingProgress: false)
        return (try await session.open(plan), fresh())
    }

    private mutating func extract(
        _ part: Int, _ days: ClosedRange<Day>, _ work: inout DayWork, _ attempt: Int
    ) async throws {
        let extractor = job.extractors[part]
        var remaining = work.remaining(part, days)
        var purpose: CallPurpose = attempt > 0 ? .emptyCheck : .first
        while stop == nil, let newest = remaining.windows.last,
            let window = planner.next(in: remaining, width: learner.width(within: newest))
        {
            try Task.checkCancellation()
            context.observe(
                .asking(report: job.report, source: job.source, window: window, label: extractor.label))
            router.begin(window, writers: work.writers, checks: work.checks)
            do {
                let extraction = try await CallPurpose.$asked.withValue(purpose) {
                    try await extractor.extract(window, into: &router)
                }
                switch extraction {
                case .complete(let tally):
                    calls.count(tally.calls, purpose)
                    try await keep(window, part, tally, &work)
                    remaining.remove(window)
                    try await refuse(window, &remaining, &work)
                    nulledValues += router.nulledValues
                    learner.learn(rows: tally.rows, seconds: window.length)
                    failuresInARow = 0
                    context.observe(.received(report: job.report, source: job.source, window: window, tally))
                    if part == job.extractors.count - 1 {
                        for day in window.days where remaining.intersection(Window(day)).isEmpty {
                            try await complete(day, &work, attempt)
                        }
                    }
                case .tooLarge(let reason, let tally):
                    calls.count(tally.calls, purpose)
                    purpose = .split
                    try await split(window, reason, tally, &remaining, &work)
                }
            } catch let error as ETLError {
                calls.count(error.calls, purpose)
                try await giveUp(window, error, &remaining, &work)
            }
        }
    }

    private mutating func keep(
        _ window: Window, _ part: Int, _ tally: ExtractTally, _ work: inout DayWork
    ) async throws {
        for day in window.days {
            guard let writer = work.writers[day], let share = window.intersection(Window(day)) else { continue }
            let seen = router.tallies[day] ?? WindowRouter.DayTally()
            let kept = KeptWindow(
                part: part, window: share, rows: seen.rows, calls: tally.calls, quarantined: seen.quarantined)
            if let checks = work.checks[day] {
                checks.keep()
                writer.note(checks.notes)
            }
            try await writer.keep(kept)
            work.kept[day, default: []].append(kept)
            if work.firstRejection[day] == nil { work.firstRejection[day] = seen.firstRejection }
        }
    }

    /// Fails the days of a window that may not be committed whatever else comes.
    private mutating func refuse(
        _ window: Window, _ remaining: inout IntervalSet, _ work: inout DayWork
    ) async throws {
        for day in window.days where work.writers[day] != nil {
            let kept = work.kept[day] ?? []
            guard let error = job.quality.refusal(job.partition(day), kept, router.tallies[day]) else { continue }
            remaining.remove(Window(day))
            try await work.writers.removeValue(forKey: day)?.abandon(keepingProgress: false)
            fail(day, error)
        }
    }

    private mutating func split(
        _ window: Window, _ reason: String, _ tally: ExtractTally, _ remaining: inout IntervalSet,
        _ work: inout DayWork
    ) async throws {
        let seen = router.seen
        try await router.restart()
        guard let narrower = planner.narrower(than: window) else {
            let what = window.length == 1 ? "one second" : "one day, and its totals cannot be added up from less"
            let error = ETLError(
                .source, "\(job.report) of \(job.source), \(window): \(reason), and the window is down to \(what)",
                advice: "Narrow the report by a parameter if it has one, and ask wolkvox for the rest of the day")
            return try await giveUp(window, error, &remaining, &work)
        }
        learner.tooLarge(rows: tally.rows, seen: seen, narrower: narrower)
        context.observe(.split(report: job.report, source: job.source, window: window, reason: reason))
    }

    private mutating func giveUp(
        _ window: Window, _ error: ETLError, _ remaining: inout IntervalSet, _ work: inout DayWork
    ) async throws {
        if error.code == .files { throw error }
        try await router.restart()
        for day in window.days {
            remaining.remove(Window(day))
            guard let writer = work.writers.removeValue(forKey: day) else { continue }
            try await writer.abandon(keepingProgress: true)
            fail(day, error)
        }
        failuresInARow += error.code == .source ? 1 : 0
        if error.scope != .window {
            stop = error
        } else if failuresInARow == Self.failuresBeforeStop {
            stop = ETLError(.source, scope: .token, error.message, advice: error.advice)
        }
    }

    // MARK: - Ending a day

    private mutating func complete(_ day: Day, _ work: inout DayWork, _ attempt: Int) async throws {
        guard let writer = work.writers.removeValue(forKey: day) else { return }
        let partition = job.partition(day)
        let kept = work.kept[day] ?? []
        if let error = job.quality.excess(partition, kept, work.firstRejection[day]) {
            try await writer.abandon(keepingProgress: false)
            return fail(day, error)
        }
        let isOver = job.zone.localTime(atInstant: context.now()) > Window(day).last
        let committed = try await session.committed(partition)
        let likelihood = Likelihood(
            committed: committed, sameWeekday: isOver ? try await sameWeekdays(before: day, kept) : [],
            rules: job.quality)
        let doubt = likelihood.doubt(kept)
        if let doubt, attempt < job.quality.unlikelyRetries {
            try await writer.abandon(keepingProgress: false)
            work.doubts.append((day, doubt))
        } else if let doubt, let committed {
            try await writer.abandon(keepingProgress: false)
            try await session.markSuspect(partition)
            finish(day, .suspect(committed, reason: doubt))
        } else {
            let verdict = try await judge(day, kept, work.checks[day], isOver: isOver)
            if let error = verdict.refusal(partition) {
                try await writer.abandon(keepingProgress: false)
                return fail(day, error, drift: verdict.drift)
            }
            let state: PartitionState = doubt != nil ? .suspect : isOver ? .final : .open
            let written = try await writer.commit(
                PartitionOutcome(
                    state: state, extractedAt: context.now(), warnings: verdict.warnings, drift: verdict.drift))
            let outcome = doubt.map { PartitionResult.Outcome.suspect(written, reason: $0) } ?? .committed(written)
            finish(day, outcome, warnings: verdict.warnings, drift: verdict.drift)
        }
    }

    private func judge(
        _ day: Day, _ kept: [KeptWindow], _ checks: DayChecks?, isOver: Bool
    ) async throws -> DayVerdict {
        var verdict = DayVerdict()
        for (expectation, breach) in checks?.breaches ?? [] {
            verdict.add(expectation.name, expectation.action, breach)
        }
        verdict.drift = checks?.drift ?? []
        // A day that goes on has fewer rows than others, and rightly so.
        guard isOver else { return verdict }
        let rows = kept.reduce(0) { $0 + $1.rows }
        for band in job.rowCounts {
            var earlier: [Int] = []
            for week in 1...max(1, band.weeks) {
                let committed = try await session.committed(job.partition(day.advanced(by: -7 * week)))
                if let committed, committed.state == .final { earlier.append(committed.received) }
            }
            if let breach = band.breach(rows: rows, earlier: earlier) {
                verdict.add(RowCountBand.name, band.action, breach)
            }
        }
        return verdict
    }

    private func sameWeekdays(before day: Day, _ kept: [KeptWindow]) async throws -> [Int] {
        guard kept.allSatisfy({ $0.rows == 0 }) else { return [] }
        var rows: [Int] = []
        for week in 1...4 {
            guard let earlier = try await session.committed(job.partition(day.advanced(by: -7 * week))) else { break }
            rows.append(earlier.received)
        }
        return rows
    }

    private mutating func fail(_ day: Day, _ error: ETLError, drift: [Drift] = []) {
        finish(day, .failed(error), drift: drift)
    }

    private mutating func finish(
        _ day: Day, _ outcome: PartitionResult.Outcome, warnings: [QualityWarning] = [], drift: [Drift] = []
    ) {
        let result = PartitionResult(job.partition(day), outcome, warnings: warnings, drift: drift)
        results.append(result)
        context.observe(.finished(result))
    }

    private static let failuresBeforeStop = 3
    private static let unfinished = ETLError(.source, "the day was not finished", advice: "Run again")
}
