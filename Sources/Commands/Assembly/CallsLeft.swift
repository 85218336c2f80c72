import ETL
import Engine
import PipelineFile
import Wolkvox

/// Asks servers what is left of today's calls before a long run begins, so that it ends cleanly instead of on a refusal.
///
/// A short run is not worth the call that asking costs.
struct CallsLeft {
    let limits: TokenLimits
    let narrator: RunNarrator

    /// Partitions from which on a run of a token counts as long.
    private static let longRun = 60

    func ask(
        _ sources: [(spec: SourceSpec, settings: SourceSettings)], for jobs: [ReportJob],
        over transport: any HTTPTransport, lanes: TokenLanes
    ) async {
        var asked: Set<String> = []
        for (_, settings) in sources where asked.insert(settings.token.fingerprint).inserted {
            let partitions = jobs.filter { $0.lane == settings.token.fingerprint }.reduce(0) { $0 + $1.days.count }
            guard partitions >= Self.longRun else { continue }
            let client = SourceClient(of: settings, over: transport, gate: lanes.lane(for: settings.token))
            // A failure is met again by the run's first call, which reports it by name.
            guard let left = try? await SourceInformation.of(client).callsLeft else {
                continue
            }
            limits.allow(left, for: settings.token)
            narrator.say("\(settings.name): the server has \(left.counted("call")) left for today")
        }
    }
}
