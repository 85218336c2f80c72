import ETL
import Engine
import PipelineFile
import Synchronization

/// Makes round after round until it is cancelled, its time is over, or the one round that was asked for is made.
final class FollowLoop: Sendable {
    let context: CommandContext
    /// The path of the pipeline file.
    let file: String
    let options: Follow
    /// Tells what the rounds do.
    let narrator: RunNarrator
    /// Whether the pipeline file is to be read again.
    private let reload: Mutex<Bool>

    init(_ options: Follow, in context: CommandContext) {
        self.context = context
        file = options.pipeline
        self.options = options
        narrator = RunNarrator(context: context, options: options.log)
        reload = Mutex(false)
    }

    /// Has the pipeline file read again before the next round.
    func askToReload() { reload.withLock { $0 = true } }

    /// Follows the days.
    ///
    /// - Returns: the result of the last round, if only one was asked for.
    /// - Throws: ``Failure`` where the first round cannot begin.
    func run() async throws -> RunResult? {
        let began = context.now()
        let notifier = ServiceNotifier(context)
        defer { narrator.end() }
        var assembly = JobAssembly(context: context, spec: try load(), file: file, scope: options.scope)
        var follower = Follower(cadence(assembly.spec), notes: await notes(assembly))
        var tally = RoundTally(runID: RunName.make(startedAt: began), startedAt: began)
        var outlets = RunOutlets(assembly, state: options.state.stateDir)
        context.terminal.journal?.begin(pipeline: assembly.spec.name)
        context.terminal.journal?.begin(run: tally.runID)
        defer { notifier.stopping() }
        notifier.ready("following \(assembly.spec.name)")
        while true {
            if takeReload() {
                reread(&assembly, follower: &follower, notifier: notifier)
                outlets = RunOutlets(assembly, state: options.state.stateDir)
            }
            if let end = options.end(began), context.now() >= end { return nil }
            let round = FollowRound(
                assembly: assembly, state: options.roundState(every: follower.cadence.every), narrator: narrator,
                observe: { [narrator] event in
                    notifier.alive()
                    narrator.hear(event)
                }, runID: tally.runID, isTakenUp: !options.once && tally.rounds == 0)
            do {
                let lanes = try round.lanes()
                let due = try due(lanes, follower, hasBegun: tally.rounds > 0)
                if due.isEmpty {
                    try await wait(until: nextStart(lanes, follower), orEnd: options.end(began))
                    continue
                }
                await outlets.begin(tally.runID, at: context.now(), round: tally.rounds + 1)
                let outcome = try await round.perform(due, &follower)
                try await keep(follower, assembly)
                var result = try await record(outcome, counting: &tally, for: assembly)
                result.record = await outlets.tell(of: result.record)
                if options.once { return result }
                say(result, outcome: outcome, notifier: notifier, next: nextStart(lanes, follower))
                if outcome.report.isInterrupted { throw CancellationError() }
            } catch let error as TooEarly {
                // Rounds that are spread are no failure of the pipeline.
                throw error.failure
            } catch let error where !(error is CancellationError) {
                // What keeps the first round from beginning is for a person who is still there.
                guard !options.once, tally.rounds > 0 else {
                    await outlets.tell(ofFailure: error)
                    throw error
                }
                if !outlets.hasBegun {
                    await outlets.begin(tally.runID, at: context.now(), round: tally.rounds + 1)
                }
                let failure = (error as? Failure) ?? (error as? ETLError).map(Failure.init)
                let result = try await record(.init(), failure: failure, counting: &tally, for: assembly)
                _ = await outlets.tell(of: result.record)
                narrator.end()
                narrator.say("round failed: \(failure?.lines.joined(separator: " ") ?? "\(error)")")
                notifier.status("round failed: \(failure?.message ?? "\(error)")")
                try await wait(until: context.now() + follower.cadence.every, orEnd: options.end(began))
            }
        }
    }

    // MARK: When

    /// The lanes whose round is due; those of a single round are not waited for.
    private func due(_ lanes: [FollowRound.Lane], _ follower: Follower, hasBegun: Bool) throws -> [FollowRound.Lane] {
        let now = context.now()
        if options.once {
            let due = lanes.filter { !follower.isTooEarly($0.name, at: now) }
            guard due.isEmpty else { return due }
            let next = nextStart(lanes, follower)
            throw TooEarly(
                failure: Failure(
                    .tryLater,
                    "The calls that are left today would not last at this pace: the next round may begin at "
                        + LocalTime.iso8601(instant: next),
                    advice: "Run it again then, or raise calls_per_day"))
        }
        guard case .round(let names) = follower.next(at: now, of: lanes.map(\.name)) else { return [] }
        return lanes.filter { names.contains($0.name) }
    }

    private func nextStart(_ lanes: [FollowRound.Lane], _ follower: Follower) -> Int64 {
        let now = context.now()
        return lanes.map { follower.nextStart(of: $0.name, at: now) }.min() ?? now + follower.cadence.every
    }

    /// Waits in short steps, so that a pipeline file that is to be read again is, and a clock that was set is noticed.
    private func wait(until start: Int64, orEnd end: Int64?) async throws {
        let start = min(start, end ?? start)
        let notifier = ServiceNotifier(context)
        while context.now() < start, !reload.withLock({ $0 }) {
            try await context.sleep(1)
            notifier.alive()
        }
        try Task.checkCancellation()
    }

    // MARK: Pipeline file

    /// Whether the pipeline file is to be read again; asked once for each time.
    private func takeReload() -> Bool {
        reload.withLock { isAsked in
            defer { isAsked = false }
            return isAsked
        }
    }

    private func load() throws -> PipelineSpec { try PipelineLoading(context: context).load(file) }

    private func cadence(_ spec: PipelineSpec) -> FollowCadence {
        FollowCadence(
            every: options.every?.duration.components.seconds ?? spec.follow.every, overlap: spec.follow.overlap,
            closeAfter: spec.follow.closeAfter, lookbackDays: spec.window.lookbackDays)
    }

    private func reread(
        _ assembly: inout JobAssembly, follower: inout Follower, notifier: ServiceNotifier
    ) {
        notifier.reloading()
        do {
            let spec = try load()
            assembly.spec = spec
            follower.cadence = cadence(spec)
            narrator.say("\(file) was read again")
        } catch {
            narrator.say("\(file) was not taken: the pipeline goes on as it was")
        }
        notifier.ready("following \(assembly.spec.name)")
    }

    // MARK: What is remembered

    private func notes(_ assembly: JobAssembly) async -> Follower.Notes {
        // Notes that cannot be read cost calls, no data.
        guard let bytes = try? await assembly.lake().followNotes(of: assembly.spec.name) else { return .init() }
        return FollowNotes.decoded(bytes) ?? .init()
    }

    private func keep(_ follower: Follower, _ assembly: JobAssembly) async throws {
        let first = Day(number: Int32(context.now() / 86_400)).advanced(by: -2)
        try await assembly.lake().write(
            followNotes: try FollowNotes.encoded(follower.notes), of: assembly.spec.name, keeping: first)
    }

    /// Replaces the record of the process by that of the round.
    private func record(
        _ outcome: FollowRound.Outcome, failure thrown: Failure? = nil, counting tally: inout RoundTally,
        for assembly: JobAssembly
    ) async throws -> RunResult {
        tally.rounds += 1
        var report = outcome.report
        report.identity = RunIdentity(
            pipeline: assembly.spec.name, fingerprint: "", id: tally.runID, fresh: true, startedAt: tally.startedAt)
        report.startedAt = tally.startedAt
        report.endedAt = context.now()
        var summary = RunSummary(report: report, directory: assembly.spec.load.directory)
        summary.isRound = true
        let failure = report.isInterrupted ? nil : thrown ?? summary.failure
        if failure != nil { tally.failedRounds += 1 }
        var head = RunRecord(
            report, sources: assembly.spec.sources.map(\.name),
            exitCode: (failure?.status ?? .success).rawValue, callsLeft: outcome.callsLeft)
        head.explain(failure, headline: summary.headline)
        head.pipelineFile = file
        head.directory = context.currentDirectory
        head.rounds = tally.rounds
        head.failedRounds = tally.failedRounds
        let record = RunRecordText(head: head, results: report.results, drift: report.drift)
        try await record.write(to: try assembly.lake())
        return RunResult(summary: summary, record: record, isQuiet: options.log.quiet, failure: failure)
    }

    private func say(
        _ result: RunResult, outcome: FollowRound.Outcome, notifier: ServiceNotifier, next: Int64
    ) {
        narrator.end()
        for line in outcome.spread { narrator.say(line) }
        let text = "\(result.summary.headline); the next round begins at \(LocalTime.iso8601(instant: next))"
        if let failure = result.failure {
            for line in failure.lines { context.terminal.errorLine(line, level: .error) }
        }
        narrator.say(text)
        notifier.status(text)
    }
}

/// The only round would come before it may.
private struct TooEarly: Error {
    let failure: Failure
}

/// The rounds of one process.
private struct RoundTally {
    let runID: String
    let startedAt: Int64
    var rounds = 0
    var failedRounds = 0
}
