import ETL
import Engine
import PipelineFile
import Wolkvox

/// One round of a pipeline that follows its days: a slice of each report, then the days that are due to be closed.
struct FollowRound {
    /// What a round came to.
    struct Outcome {
        var report = RunReport()
        var callsLeft: [String: Int] = [:]
        /// Sources whose calls would not last at the usual pace, in sentences.
        var spread: [String] = []
    }

    /// The sources of one token.
    struct Lane {
        let sources: [(spec: SourceSpec, settings: SourceSettings)]
        /// The names of its sources.
        var name: String { sources.map(\.spec.name).joined(separator: ",") }
    }

    let assembly: JobAssembly
    let state: StateOptions
    let narrator: RunNarrator
    /// Hears each event of the round.
    let observe: @Sendable (RunEvent) -> Void
    let runID: String
    /// Whether an earlier process may have been killed in the middle of it: what that one brought is not asked for again.
    var isTakenUp = false

    private var context: CommandContext { assembly.context }

    /// The tokens with their sources, in the order of the first of each. Token files are read.
    func lanes() throws -> [Lane] {
        let sources = try assembly.sources()
        var rest = Dictionary(grouping: sources, by: \.settings.token.fingerprint)
        return sources.compactMap { rest.removeValue(forKey: $0.settings.token.fingerprint).map(Lane.init) }
    }

    /// Makes the round of some lanes.
    func perform(_ lanes: [Lane], _ follower: inout Follower) async throws -> Outcome {
        let started = context.now()
        for lane in lanes { follower.began(lane.name, at: started) }
        let sources = lanes.flatMap(\.sources)
        var assembly = try await assembly.heedingForgotten()
        assembly.scope.days = DayRequest(from: .daysAgo(2), to: .daysAgo(0))
        try await Ownership(of: assembly).check(takingOver: false)
        let limits = try await assembly.limits(of: sources, state) { narrator.say($0) }
        assembly.limits = limits
        let begun = follower
        let (outcome, ended) = try await limits.keeping { [assembly] in
            try await withHTTPTransport(.of(sources.map(\.settings), in: context)) { transport in
                var work = RoundWork(
                    assembly: assembly, lanes: lanes, watch: DateWatch(transport, now: context.now),
                    gates: narrator.lanes(limits),
                    world: RunContext(now: context.now, sleep: context.sleep, observe: observe), runID: runID,
                    follower: begun)
                try await work.followAll(isTakenUp: isTakenUp)
                for lane in lanes { work.pace(lane, callsLeft: (try? limits.callsLeft()) ?? [:]) }
                if !work.outcome.report.isInterrupted { try await work.closeAll() }
                work.outcome.callsLeft = (try? limits.callsLeft()) ?? [:]
                return (work.outcome, work.follower)
            }
        }
        follower = ended
        return outcome
    }
}
