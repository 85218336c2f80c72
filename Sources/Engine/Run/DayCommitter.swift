internal import ETL
internal import Synchronization

/// Ends the days of one report: decides about each day that is whole, and makes it visible while the next ones are asked
/// for.
///
/// Commits are errands of a child task: days become visible in the order in which they became whole, and a commit that
/// has begun is ended even where the run is cancelled.
final class DayCommitter: Sendable {
    private struct State {
        var results: [PartitionResult] = []
        var underway: [Errand<Void>] = []
        /// Days in a row that could not be written.
        var unwrittenInARow = 0
        var stop: ETLError?
    }

    private let job: ReportJob
    private let session: any LoadSession
    private let context: RunContext
    private let errands: Errands
    private let state = Mutex(State())

    init(_ job: ReportJob, session: any LoadSession, context: RunContext, errands: Errands) {
        self.job = job
        self.session = session
        self.context = context
        self.errands = errands
    }

    /// How each day ended so far.
    var results: [PartitionResult] { state.withLock { $0.results } }
    /// The failure to write that ends the report or the run, once there is one.
    var stop: ETLError? { state.withLock { $0.stop } }

    /// Decides about a day that was received whole, and begins to make it visible.
    ///
    /// - Returns: why the day is to be asked for again; nil if it isn't.
    func take(_ day: OpenDay, attempt: Int) async throws -> String? {
        do {
            switch try await DayJudge(job: job, session: session, now: context.now()).decide(day, attempt: attempt) {
            case .askAgain(let reason):
                try await day.abandon(keepingProgress: false)
                return reason
            case .refuse(let error, let drift):
                try await day.abandon(keepingProgress: false)
                finish(PartitionResult(day.partition, .failed(error), drift: drift))
            case .keep(let committed, let reason):
                try await day.abandon(keepingProgress: false)
                // What is refused of a day that goes on says nothing against the rows that are there.
                if job.stretch == nil { try await session.markSuspect(day.partition) }
                finish(PartitionResult(day.partition, .suspect(committed, reason: reason)))
            case .commit(let outcome, let doubt):
                let (pending, partition) = (try await day.beginCommit(outcome), day.partition)
                let errand = await errands.begin {
                    await self.complete(pending, partition: partition, outcome: outcome, doubt: doubt)
                }
                state.withLock { $0.underway.append(errand) }
            }
        } catch let error as ETLError where error.endsDaysAlone {
            fail(day.partition, unwritten: error)
        }
        return nil
    }

    /// Waits until all days that were taken are visible, or have failed, but for the last `count` of them.
    func settle(keeping count: Int = 0) async {
        while let errand = state.withLock({ $0.underway.count > count ? $0.underway.removeFirst() : nil }) {
            await errand.value
        }
    }

    /// Fails a day.
    func fail(_ partition: Partition, _ error: ETLError) { finish(PartitionResult(partition, .failed(error))) }

    /// Fails a day that could not be written; the report ends where several in a row cannot be, for the rest would spend
    /// its calls in vain.
    func fail(_ partition: Partition, unwritten error: ETLError) {
        fail(partition, error)
        guard error.code == .files else { return }
        state.withLock { state in
            state.unwrittenInARow += 1
            guard state.unwrittenInARow == Self.failuresBeforeStop, state.stop == nil else { return }
            state.stop = error
            state.stop?.scope = .report
        }
    }

    /// Takes note of how a day ended.
    func finish(_ result: PartitionResult) {
        state.withLock { $0.results.append(result) }
        context.observe(.finished(result))
    }

    private func complete(
        _ pending: PendingCommit, partition: Partition, outcome: PartitionOutcome, doubt: String?
    ) async {
        do {
            let written = try await pending.finish()
            state.withLock { $0.unwrittenInARow = 0 }
            finish(
                PartitionResult(
                    partition, doubt.map { .suspect(written, reason: $0) } ?? .committed(written),
                    warnings: outcome.warnings, drift: outcome.drift))
        } catch let error as ETLError where !error.endsDaysAlone {
            state.withLock { $0.stop = error.endingRun }
        } catch {
            fail(
                partition,
                unwritten: error as? ETLError
                    ?? ETLError(.files, scope: .window, "\(partition): \(error)", advice: "Run again"))
        }
    }

    private static let failuresBeforeStop = 3
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
