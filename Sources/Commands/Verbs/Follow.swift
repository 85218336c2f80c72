import ArgumentParser
import Settings
import UnixSignals

/// `follow`
struct Follow: Verb {
    static let configuration = CommandConfiguration(
        verb: "follow",
        abstract: "Keep today's files up to date: every few minutes what is new, after midnight the day as a whole.",
        discussion: """
            A round asks for the rows since the last one, and once more for those of some minutes before, which may have come
            late. Today's files are replaced whole each time; a while after midnight the day before is extracted as `run` does
            it and becomes final. SIGTERM ends it, SIGHUP has the pipeline file read again.

            Examples:
              wolkvox-etl follow pipelines/follow.yaml
              wolkvox-etl follow pipelines/follow.yaml --every 10m --for 8h
              wolkvox-etl follow pipelines/follow.yaml --once
            """)

    @Argument(help: "The pipeline file.")
    var pipeline: String

    @Flag(name: .long, help: "Make one round and end, for cron.")
    var once = false

    @Option(
        name: .long, help: ArgumentHelp("From one round to the next, instead of the file's.", valueName: "duration"))
    var every: WaitTime?

    @Option(name: .customLong("for"), help: ArgumentHelp("End by itself after a while: 2h.", valueName: "duration"))
    var lasting: Lifetime?

    @Option(name: .long, help: ArgumentHelp("Only this report; may be given several times.", valueName: "name"))
    var report: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only this source; may be given several times.", valueName: "name"))
    var source: [String] = []

    @OptionGroup var state: StateOptions
    @OptionGroup var staging: StagingOptions
    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "With --once: print the run record as JSON on stdout.")
    var json = false

    func validate() throws {
        if let seconds = every?.duration.components.seconds, !(60...3600).contains(seconds) {
            throw ValidationError("--every is between 1m and 1h.")
        }
        if once, lasting != nil { throw ValidationError("--once makes one round: give it without --for.") }
        if json, !once { throw ValidationError("--json prints one round: give it with --once.") }
    }

    /// What is followed.
    var scope: RunScope { RunScope(reports: report, sources: source) }

    /// When it ends by itself, if it began at an instant; nil if it doesn't.
    func end(_ began: Int64) -> Int64? { lasting.map { began + $0.seconds } }

    /// How tokens are waited for: as long as until the next round, and no longer than a service manager goes without a
    /// sign of life, unless something else is asked for.
    func roundState(every: Int64) -> StateOptions {
        var state = state
        if state.wait == nil { state.wait = WaitTime(duration: .seconds(min(every, 300))) }
        return state
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let loop = FollowLoop(self, in: staging.applied(to: context, state).logging(log))
        let result = try await Self.untilStopped(loop)
        guard let result else { return VerbOutcome() }
        return VerbOutcome(result, failure: result.failure)
    }

    /// Runs the loop until it ends or a signal asks for its end; SIGHUP has it read the pipeline file again.
    private static func untilStopped(_ loop: FollowLoop) async throws -> RunResult? {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
        return try await withThrowingTaskGroup(of: RunResult?.self) { group in
            group.addTask {
                do { return try await loop.run() } catch is CancellationError { return nil }
            }
            group.addTask {
                await loop.narrator.tick()
                return nil
            }
            group.addTask {
                for await signal in signals {
                    guard signal == .sighup else { return nil }
                    loop.askToReload()
                }
                return nil
            }
            // Whichever ends first ends the other.
            var result = try await group.next() ?? nil
            group.cancelAll()
            while let other = try await group.next() { result = result ?? other }
            return result
        }
    }
}

/// How long a process lasts, up to a year, written `30m`, `2h` or `7d`.
struct Lifetime: ExpressibleByArgument, Sendable {
    let seconds: Int64

    init?(argument: String) {
        guard let seconds = try? TimeSpanText.seconds(argument, in: 1...366 * 86_400) else { return nil }
        self.seconds = Int64(seconds)
    }
}
