internal import ETL

/// Runs one report: cuts its days into windows, has them extracted, and commits each day that is whole.
final class ReportRunner {
    /// With the extractors that are asked now.
    var job: ReportJob
    let session: any LoadSession
    let context: RunContext
    let choice: DayChoice

    var learner: SpanLearner
    var router: WindowRouter
    let planner: WindowPlanner
    let output: Schema
    let redactions: [Redaction]
    let expectations: [any BoundRowExpectation]
    let watch: DriftWatch
    /// How each day ended.
    var results: [PartitionResult] = []
    /// What was asked of the source.
    var calls = CallCounts()
    /// Values that became null because they did not fit.
    var nulledValues = 0
    /// The failure that ends more than a window, once there is one.
    var stop: ETLError?
    var failuresInARow = 0
    /// Days in a row that could not be written.
    var unwrittenInARow = 0
    /// Days that the job's own extractors could not bring whole, for those of its fan-out.
    var leftToFanOut: [Day] = []
    /// Whether the source refuses what the job's own extractors ask for.
    var isRefused = false
    /// Days whose rows are all kept: they are committed while the next answer is on its way.
    var whole: [WholeDay] = []
    /// The commit on its way; there is one at most, so that days become visible in order.
    var committing: Committing?
    /// Days to be asked for again.
    var doubts: [Doubt] = []

    init(job: ReportJob, session: any LoadSession, context: RunContext, choice: DayChoice) throws {
        self.job = job
        self.session = session
        self.context = context
        self.choice = choice
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
    func run() async throws {
        do {
            let days = try await daysToAsk()
            let session = session
            try await learner.learnFromEarlierRuns(job, limits: planner.limits) { try? await session.committed($0) }
            if let fanOut = job.fanOut, !fanOut.isFallback, !days.isEmpty { stop = try await spread(fanOut) }
            try await ask(days)
            if let fanOut = job.fanOut, stop == nil, !leftToFanOut.isEmpty {
                stop = try await spread(fanOut)
                try await ask(leftToFanOut.sorted())
            }
        } catch let error as ETLError {
            await abandonWholeDays()
            stop = error.endingRun
        } catch {
            // What is whole is made visible all the same: it takes no request.
            try? await completeWholeDays()
            await abandonWholeDays()
            throw error
        }
        let known = Set(results.map(\.partition.day))
        if let stop { for day in job.days where !known.contains(day) { fail(day, stop) } }
    }

    // MARK: - What to ask for

    func daysToAsk() async throws -> [Day] {
        var days: [Day] = []
        for day in job.days {
            do {
                if let outcome = try await outcomeWithoutAsking(day) { finish(day, outcome) } else { days.append(day) }
            } catch let error as ETLError where error.endsDaysAlone {
                fail(day, error)
            }
        }
        return days
    }

    /// How a day ends that need not be asked for; nil for one that must be. A suspect day is asked for again, and so is
    /// one that is not there any more.
    private func outcomeWithoutAsking(_ day: Day) async throws -> PartitionResult.Outcome? {
        let partition = job.partition(day)
        let isResumed = await session.wasCommittedByThisRun(partition)
        guard isResumed || choice != .all, let committed = try await session.committed(partition) else { return nil }
        if isResumed, committed.state != .suspect, job.standing(of: committed) != .foreign {
            return .resumed(committed)
        }
        return choice.asks(for: committed, of: job) ? nil : .skipped(committed)
    }

    // MARK: - Asking

    func ask(_ days: [Day]) async throws {
        var pending = days
        while stop == nil, !isRefused,
            let days = WindowPlanner.takeChunk(from: &pending, most: planner.daysAtOnce(width: learner.width))
        {
            try await ask(days, attempt: 0)
            if !doubts.isEmpty { try await askAgain() }
        }
        try await finishWholeDays()
        try await askAgain()
        if let stop { for day in pending { fail(day, stop) } } else { leftToFanOut += pending }
    }

    func ask(_ days: ClosedRange<Day>, attempt: Int) async throws {
        var work = DayWork()
        do {
            for day in days {
                do {
                    let (writer, checks) = try await open(day)
                    work.writers[day] = writer
                    work.kept[day] = writer.kept
                    work.checks[day] = checks
                } catch let error as ETLError where error.endsDaysAlone {
                    failInFiles(day, error)
                }
            }
            for part in job.extractors.indices where stop == nil && !isRefused {
                try await extract(part, days, &work, attempt)
            }
            for day in days where stop == nil && !isRefused { setAside(day, &work, attempt) }
        } catch {
            for writer in work.writers.values { try? await writer.abandon(keepingProgress: true) }
            throw error
        }
        for (day, writer) in work.writers {
            if isRefused {
                try await leave(day, writer)
            } else {
                try await writer.abandon(keepingProgress: true)
                fail(day, stop ?? Self.unfinished)
            }
        }
    }

    /// Asks once more for each day whose answer was not likely.
    func askAgain() async throws {
        while stop == nil, !doubts.isEmpty {
            let doubt = doubts.removeFirst()
            let seconds = job.quality.unlikelyPause
            context.observe(.askingAgain(job.partition(doubt.day), reason: doubt.reason, afterSeconds: seconds))
            try await context.sleep(seconds)
            try await ask(doubt.day...doubt.day, attempt: doubt.attempt + 1)
            try await finishWholeDays()
        }
    }

    /// What is there of a day and belongs to the job.
    func own(_ day: Day) async throws -> CommittedPartition? {
        let committed = try await session.committed(job.partition(day))
        return committed.flatMap { job.standing(of: $0) == .foreign ? nil : $0 }
    }

    func open(_ day: Day) async throws -> (any PartitionWriter, DayChecks) {
        let plan = PartitionPlan(
            partition: job.partition(day), schema: output, redactions: redactions, zone: job.zone,
            parts: job.extractors.count, labels: job.extractors.map(\.label), provenance: job.provenance,
            takesOver: job.takesOver)
        let fresh = { [job, expectations, watch] in
            DayChecks(job.expectations, bound: expectations, watch: watch)
        }
        let writer = try await session.open(plan)
        let checks = fresh()
        if writer.kept.isEmpty || checks.recall(writer.notes) { return (writer, checks) }
        // Nobody can tell any more whether the rows that were kept hold to what is expected.
        try await writer.abandon(keepingProgress: false)
        return (try await session.open(plan), fresh())
    }

    static let failuresBeforeStop = 3
    static let unfinished = ETLError(.source, "the day was not finished", advice: "Run again")
}
