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
