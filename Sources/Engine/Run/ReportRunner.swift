internal import ETL

/// Runs one report: chooses its days, follows the queue of what to ask for, and puts a fan-out in the place of the job's
/// own extractors where those cannot bring a day.
final class ReportRunner {
    /// What was asked of the source.
    private(set) var calls = CallCounts()
    /// Values that became null because they did not fit.
    private(set) var nulledValues = 0
    /// The failure that ends more than a window, once there is one.
    private(set) var stop: ETLError?
    /// How each day ended.
    var results: [PartitionResult] { committer.results }

    private let job: ReportJob
    private let session: any LoadSession
    private let context: RunContext
    private let choice: DayChoice
    private let committer: DayCommitter

    init(job: ReportJob, session: any LoadSession, context: RunContext, choice: DayChoice, errands: Errands) {
        self.job = job
        self.session = session
        self.context = context
        self.choice = choice
        committer = DayCommitter(job, session: session, context: context, errands: errands)
    }

    /// Runs the report to its end.
    ///
    /// - Throws: `CancellationError`, and what keeps the job's stages from being bound; all else ends up in ``results``
    ///   and ``stop``.
    func run() async throws {
        let own = try WindowAsker(job, session: session, context: context, committer: committer)
        do {
            try await askForAll(own)
        } catch let error as ETLError {
            stop = error.endingRun
        } catch {
            await committer.settle()
            throw error
        }
        await committer.settle()
        stop = stop ?? committer.stop
        guard let stop else { return }
        let known = Set(results.map(\.partition.day))
        for day in job.days where !known.contains(day) { committer.fail(job.partition(day), stop) }
    }

    private func askForAll(_ own: WindowAsker) async throws {
        var days = try await daysToAsk()
        let session = session
        try await own.queue.learnFromEarlierRuns(job) { try? await session.committed($0) }
        if job.fanOut?.isFallback != false { days = try await ask(own, days) }
        guard stop == nil, !days.isEmpty, let fanOut = job.fanOut, let all = try await spread(fanOut) else { return }
        _ = try await ask(WindowAsker(all, session: session, context: context, committer: committer), days)
    }

    /// Asks for days, the oldest first in `days`.
    ///
    /// - Returns: those that the extractors could not bring.
    private func ask(_ asker: WindowAsker, _ days: [Day]) async throws -> [Day] {
        var left: [Day] = []
        asker.queue.add(days)
        defer {
            calls.add(asker.calls)
            nulledValues += asker.nulledValues
        }
        do {
            while stop == nil, let action = asker.queue.next() {
                switch action {
                case .open(let days, let doubt):
                    if let doubt { try await pause(doubt) }
                    try await asker.open(days)
                case .close(let days): try await asker.close(days)
                case .ask(let window, let part):
                    switch try await asker.ask(window, part) {
                    case .goesOn: break
                    case .stops(let error): stop = error
                    case .leaves(let days, let isRefused):
                        left += days
                        if isRefused { left += try await asker.abandon(keepingProgress: false) + asker.queue.end() }
                    }
                }
                stop = stop ?? committer.stop
            }
        } catch {
            _ = try? await asker.abandon(keepingProgress: true)
            throw error
        }
        _ = try await asker.abandon(keepingProgress: true)
        return left.sorted()
    }

    /// Waits before a day whose answer was not likely is asked for once more.
    private func pause(_ doubt: WindowQueue.Doubt) async throws {
        let seconds = job.quality.unlikelyPause
        context.observe(.askingAgain(job.partition(doubt.day), reason: doubt.reason, afterSeconds: seconds))
        try await context.sleep(seconds)
    }

    /// Returns the job with the extractors of its fan-out; nil if they cannot be found.
    private func spread(_ fanOut: FanOut) async throws -> ReportJob? {
        let found: FanOut.Found
        do {
            found = try await fanOut.find()
        } catch let error as ETLError {
            calls.count(error.calls, .first)
            stop = error
            return nil
        }
        calls.count(found.calls, .first)
        context.observe(
            .fannedOut(report: job.report, source: job.source, label: fanOut.label, parts: found.extractors.count))
        var all = job
        all.extractors = found.extractors
        all.fanOut = nil
        all.stretch = job.stretch?.fromDayStart
        return all
    }

    private func daysToAsk() async throws -> [Day] {
        var days: [Day] = []
        for day in job.days {
            do {
                if let outcome = try await outcomeWithoutAsking(day) {
                    committer.finish(PartitionResult(job.partition(day), outcome))
                } else {
                    days.append(day)
                }
            } catch let error as ETLError where error.endsDaysAlone {
                committer.fail(job.partition(day), error)
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
}
