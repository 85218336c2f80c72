import ETL
import Engine
import ObjectLake
import PipelineFile
import Wolkvox

extension JobAssembly {
    /// What keeps the calls of the sources' tokens within their limits, also against other processes; `notice` hears
    /// that a token has to be waited for.
    func limits(
        of sources: [(spec: SourceSpec, settings: SourceSettings)], _ options: StateOptions,
        notice: @escaping @Sendable (String) -> Void
    ) async throws -> TokenLimits {
        let state = try StateDirectory(
            flag: options.stateDir, environment: context.environment, currentDirectory: context.currentDirectory)
        let budgets = try sources.map { source, settings in
            try CallBudget(
                source: source.name, token: settings.token, zone: source.timeZone, callsPerDay: source.callsPerDay)
        }
        let sleep = context.sleep
        return try TokenLimits(
            in: state, shared: try await leaseObjects(), for: spec.name, wait: options.wait?.duration ?? .zero,
            budgets: budgets, now: context.now,
            sleep: { try await sleep($0.inSeconds) }, notice: notice)
    }

    /// Where other hosts meet this one for a token; nil where the state directory is all that they may share.
    private func leaseObjects() async throws -> LeaseObjects? {
        guard let lease = spec.lease else { return nil }
        let bucket = try context.leaseBucket(context.storeSettings(lease.place, lease.store))
        try await bucket.verify()
        return LeaseObjects(bucket, length: lease.length)
    }
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// Asks a server what is left of today's calls before a token's long work begins, so that it ends cleanly instead of on a
/// refusal.
///
/// Short work is not worth the call that asking costs. Each token is asked for when its turn comes: its lease is taken
/// with the question.
struct CallsLeft: Sendable {
    let limits: TokenLimits
    /// By the token's fingerprint, the first of its sources.
    private let clients: [String: SourceClient]

    /// Partitions from which on the work of a token counts as long.
    private static let long = 60

    init(
        _ sources: [(spec: SourceSpec, settings: SourceSettings)], _ jobs: [ReportJob], limits: TokenLimits,
        over transport: any HTTPTransport, lanes: TokenLanes
    ) {
        self.limits = limits
        let partitions = Dictionary(jobs.map { ($0.lane, $0.days.count) }, uniquingKeysWith: +)
        var clients: [String: SourceClient] = [:]
        for (_, settings) in sources where partitions[settings.token.fingerprint, default: 0] >= Self.long {
            guard clients[settings.token.fingerprint] == nil else { continue }
            let gate = lanes.lane(for: settings.token)
            clients[settings.token.fingerprint] = SourceClient(of: settings, over: transport, gate: gate)
        }
        self.clients = clients
    }

    /// Asks for one token, by its fingerprint; returns the answer for people, nil if there is nothing to say.
    func ask(_ token: String) async -> String? {
        // A failure is met again by the first call for rows, which reports it by name.
        guard let client = clients[token], let left = try? await SourceInformation.of(client).callsLeft else {
            return nil
        }
        limits.allow(left, for: client.source.token)
        return "\(client.source.name): the server has \(left.counted("call")) left for today"
    }
}
