internal import ETL
internal import Synchronization

/// The usual chain: environment, web identity, shared files, the container's endpoint, the instance's. The first place
/// that is named by anything gives the credentials, and gives them again before they are over.
package final class S3CredentialChain: S3CredentialsProvider {
    private let sources: [any CredentialSource]
    private let clock: @Sendable () -> Int
    private let state = Mutex(State())
    private let turnstile = Turnstile()

    private struct State {
        var known: S3Credentials?
        var foundAt = 0
        /// The place that they came from.
        var place: Int?
    }

    /// How long before their end credentials are asked for again, and how often at most while the old ones last.
    private static let margin = (end: 300, least: 30)

    /// A chain.
    ///
    /// - Parameters:
    ///   - environment: the variables that name credentials or where they are.
    ///   - region: where a security token service is asked.
    ///   - connections: what endpoints are asked through.
    ///   - clock: this machine's clock, in seconds since 1970-01-01T00:00:00Z.
    package convenience init(
        environment: [String: String], region: String, connections: S3Connections,
        clock: @escaping @Sendable () -> Int = { S3Bucket.now() }
    ) {
        let variables = Variables(environment)
        self.init(
            [
                EnvironmentCredentials(variables: variables),
                WebIdentity(variables: variables, region: region, connections: connections),
                SharedFiles(variables: variables),
                ContainerEndpoint(variables: variables, connections: connections),
                InstanceMetadata(variables: variables, connections: connections),
            ], clock: clock)
    }

    init(_ sources: [any CredentialSource], clock: @escaping @Sendable () -> Int) {
        (self.sources, self.clock) = (sources, clock)
    }

    /// The credentials, which are found when they are first needed and renewed five minutes before they are over.
    package func credentials(insteadOf refused: S3Credentials?) async throws -> S3Credentials {
        if let fresh = fresh(refused) { return fresh }
        // Requests side by side find them together: one asks, the others wait for what it finds.
        return try await turnstile.alone {
            if let fresh = self.fresh(refused) { return fresh }
            do {
                return try await self.find()
            } catch let error as ETLError {
                // The old ones are used while they last, so that an endpoint may be away for a moment.
                if let known = self.state.withLock({ $0.known }), known != refused, let end = known.expires,
                    end > self.clock()
                {
                    return known
                }
                throw error
            }
        }
    }

    private func fresh(_ refused: S3Credentials?) -> S3Credentials? {
        let now = clock()
        return state.withLock { state in
            guard let known = state.known, known != refused else { return nil }
            guard let end = known.expires else { return known }
            let isRecent = now - state.foundAt < Self.margin.least && end > now
            return isRecent || end - now > Self.margin.end ? known : nil
        }
    }

    private func find() async throws -> S3Credentials {
        let place = state.withLock { $0.place }
        for (index, source) in sources.enumerated() where place == nil || place == index {
            guard let found = try await source.find() else { continue }
            guard found.isPlain else {
                throw ETLError.credentials(
                    "The credentials for the object store have characters that no key has",
                    "Look for a line break or a blank in what gives them")
            }
            state.withLock { $0 = State(known: found, foundAt: clock(), place: index) }
            return found
        }
        throw ETLError.credentials(
            "There are no credentials for the object store",
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role or a shared credentials file")
    }
}

/// Lets one at a time do something, in the order in which they came.
actor Turnstile {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Does something while nobody else does.
    nonisolated func alone<R: Sendable>(_ body: @Sendable () async throws -> R) async throws -> R {
        await enter()
        let outcome = await Result(awaiting: body)
        await leave()
        return try outcome.get()
    }

    private func enter() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
    }
}
