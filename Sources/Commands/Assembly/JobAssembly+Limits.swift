import ETL
import Engine
import PipelineFile
import Wolkvox

extension JobAssembly {
    /// What keeps the calls of the sources' tokens within their limits, also against other processes; `notice` hears
    /// that a token has to be waited for.
    func limits(
        of sources: [(spec: SourceSpec, settings: SourceSettings)], _ options: StateOptions,
        notice: @escaping @Sendable (String) -> Void
    ) throws -> TokenLimits {
        let state = try StateDirectory(
            flag: options.stateDir, environment: context.environment, currentDirectory: context.currentDirectory)
        let budgets = try sources.map { source, settings in
            try CallBudget(
                source: source.name, token: settings.token, zone: source.timeZone, callsPerDay: source.callsPerDay)
        }
        let sleep = context.sleep
        return try TokenLimits(
            in: state, for: spec.name, wait: options.wait?.duration ?? .zero, budgets: budgets, now: context.now,
            sleep: { try await sleep($0.inSeconds) }, notice: notice)
    }
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

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
