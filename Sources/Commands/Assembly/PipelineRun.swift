import ETL
import Engine
import Foundation
import PipelineFile
import Synchronization
import UnixSignals
import Wolkvox

/// Runs a pipeline file's specification from beginning to end: with progress, signals, and a record of the run.
struct PipelineRun {
    var assembly: JobAssembly
    let log: LogOptions
    var fresh = false
    /// Where leases and counts of calls are kept; nil for a run whose tokens are its own.
    var state: StateOptions?
    /// Whether the rows are read from the archive, and no source is asked.
    var isReplay = false
    /// What is told of the run, once it has begun.
    var outlets: RunOutlets?

    private var context: CommandContext { assembly.context }

    func perform() async throws -> RunResult {
        let outlets = RunOutlets(assembly, state: state?.stateDir, isReplay: isReplay)
        do {
            var run = self
            run.outlets = outlets
            run.assembly = try await assembly.heedingForgotten()
            var result = try await run.extract()
            result.record = await outlets.tell(of: result.record)
            return result
        } catch {
            await outlets.tell(ofFailure: error)
            throw error
        }
    }

    private func extract() async throws -> RunResult {
        context.terminal.journal?.begin(pipeline: assembly.spec.name)
        let narrator = RunNarrator(context: context, options: log)
        defer { narrator.end() }
        try await Ownership(of: assembly).check(takingOver: assembly.scope.takeOver)
        // Before the first call: what a run writes under the new name would have to be merged later.
        let renamed = log.quiet ? [] : try await context.warnOfRenamedSources(assembly)
        if isReplay { return try await run(assembly.archivedJobs(), narrator, warned: renamed) }
        let sources = try assembly.sources()
        guard let state else { return try await ask(sources, narrator, warned: renamed) }
        let limits = try await assembly.limits(of: sources, state) { narrator.say($0) }
        return try await limits.keeping { try await ask(sources, narrator, warned: renamed, limits: limits) }
    }

    private func ask(
        _ sources: [(spec: SourceSpec, settings: SourceSettings)], _ narrator: RunNarrator, warned: [String],
        limits: TokenLimits? = nil
    ) async throws -> RunResult {
        var assembly = assembly
        assembly.limits = limits
        return try await withHTTPTransport(.of(sources.map(\.settings), in: context)) { [assembly] transport in
            let lanes = narrator.lanes(limits)
            let jobs = try assembly.jobs(of: sources, over: transport, lanes: lanes)
            let question = limits.map { CallsLeft(sources, jobs, limits: $0, over: transport, lanes: lanes) }
            return try await run(jobs, narrator, warned: warned, limits: limits) { token in
                if let answer = await question?.ask(token) { narrator.say(answer) }
            }
        }
    }

    /// Runs jobs; `before` is done before those of a token.
    private func run(
        _ jobs: [ReportJob], _ narrator: RunNarrator, warned: [String], limits: TokenLimits? = nil,
        before: @escaping @Sendable (String) async -> Void = { _ in }
    ) async throws -> RunResult {
        let pipeline = Pipeline(name: assembly.spec.name, jobs: jobs, loader: try assembly.lake())
        let runID = RunName.make(startedAt: context.now())
        context.terminal.journal?.begin(run: runID)
        await outlets?.begin(runID, at: context.now())
        let options = Pipeline.Options(
            asking: assembly.scope.choice, fresh: fresh, runID: runID, lanesAtOnce: assembly.spec.tokensAtOnce)
        let world = RunContext(
            now: context.now, sleep: context.sleep, beforeLane: before,
            observe: { event in
                // Another process may wait for this token while it has one that this run waits for.
                if case .laneEnded(let token) = event { limits?.release(token) }
                narrator.hear(event)
            })
        let (report, signal) = try await interruptible(narrator) { try await pipeline.run(options, in: world) }
        narrator.end()
        tell(RunSummary(report: report, directory: assembly.spec.load.directory), try await afterwards(warned: warned))
        var result = await result(report, signal: signal, callsLeft: (try? limits?.callsLeft()) ?? [:])
        do {
            try await result.record.write(to: try assembly.lake())
        } catch let error as ETLError where result.failure != nil {
            // What kept the run from its end matters more than what kept its record from being written.
            result.failure?.details.append(error.message)
        }
        if !isReplay, report.endedWell {
            // The days are there, whatever is left of their answers.
            do { try await assembly.pruneArchive() } catch { context.warn((error as? ETLError)?.message ?? "\(error)") }
        }
        return result
    }

    /// Writes what a person should know of a run that may have gone well: rows that are not in the data files always, the
    /// rest unless the run is quiet.
    private func tell(_ summary: RunSummary, _ afterwards: [String]) {
        for remark in summary.remarks + (log.quiet ? [] : summary.warnings + afterwards) {
            context.warn(remark)
        }
    }

    private func result(_ report: RunReport, signal: UnixSignal?, callsLeft: [String: Int]) async -> RunResult {
        var summary = RunSummary(report: report, directory: assembly.spec.load.directory)
        let failure: Failure?
        if report.isInterrupted, let signal {
            failure = Failure(
                signal == .sigterm ? .terminated : .interrupted,
                "Stopped by \(signal == .sigterm ? "SIGTERM" : "SIGINT") after "
                    + report.results.count.counted("partition"),
                advice: "Run the same command again to go on where it stopped")
        } else {
            summary.committedBefore = await committedBefore(report)
            failure = summary.failure
        }
        var record = RunRecord(
            report, sources: assembly.spec.sources.map(\.name),
            exitCode: failure?.status.rawValue ?? ProcessStatus.success.rawValue, callsLeft: callsLeft,
            isReplay: isReplay)
        if state != nil || isReplay {
            record.pipelineFile = assembly.file
            record.directory = context.currentDirectory
        }
        record.explain(failure, headline: summary.headline)
        return RunResult(
            summary: summary, record: RunRecordText(head: record, results: report.results, drift: report.drift),
            isQuiet: log.quiet, failure: failure)
    }

    /// How many of the partitions that this run did not commit are there from an earlier one.
    private func committedBefore(_ report: RunReport) async -> Int {
        guard let lake = try? assembly.lake() else { return 0 }
        var count = 0
        for result in report.results where result.error != nil {
            if (try? await lake.manifest(of: result.partition)) ?? nil != nil { count += 1 }
        }
        return count
    }

    /// What is to be known of the folder once the run has ended, and was not said before it began.
    private func afterwards(warned: [String]) async throws -> [String] {
        let stale = try await Ownership(of: assembly).stale
        var lines = warned.isEmpty ? try await RenamedSourceCheck(of: assembly).warnings() : []
        if !stale.isEmpty {
            lines.append(
                "\(stale.count.counted("day")) in the asked range \(stale.count == 1 ? "was" : "were") made in another way "
                    + "than the pipeline file says now: make \(stale.count == 1 ? "it" : "them") again with run --stale"
            )
        }
        return lines
    }

    /// Runs `work` until it ends or a signal asks for its end; the signal cancels it, and it ends in its own way.
    private func interruptible(
        _ narrator: RunNarrator, _ work: @escaping @Sendable () async throws -> RunReport
    ) async throws -> (RunReport, UnixSignal?) {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: Happening.self) { group in
            group.addTask { .ended(try await work()) }
            group.addTask {
                await narrator.tick()
                return .nothing
            }
            group.addTask {
                for await signal in signals { return .signal(signal) }
                return .nothing
            }
            var signal: UnixSignal?
            while let happening = try await group.next() {
                switch happening {
                case .ended(let report):
                    group.cancelAll()
                    return (report, signal)
                case .signal(let caught):
                    signal = caught
                    group.cancelAll()
                case .nothing:
                    break
                }
            }
            throw CancellationError()
        }
    }

    private enum Happening: Sendable {
        case ended(RunReport)
        case signal(UnixSignal)
        case nothing
    }
}
