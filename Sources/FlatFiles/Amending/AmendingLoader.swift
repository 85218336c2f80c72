internal import ETL

/// Adds rows out of quarantine to a partition that is committed already: what now fits goes into the data file, and what
/// doesn't stays where it is. The partition changes through the same commits as those of a run, under the same locks.
struct AmendingLoader: Loader {
    /// Where the partition is.
    let loader: FlatFileLoader
    /// What the partition's manifest said when its quarantine was read.
    let manifest: Manifest
    /// Rows of its quarantine that stay there, whatever comes.
    let kept: [QuarantinedRow]
    /// The source's keys whose values are hidden in the quarantine already.
    let hidden: [String]

    /// Begins the work; commits that any run was killed in are finished first.
    func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R {
        try await loader.withFlatFileSession(run) { session in
            try await body(AmendingSession(session: session, loader: self))
        }
    }
}

private struct AmendingSession: LoadSession {
    let session: FlatFileSession
    let loader: AmendingLoader

    func open(_ plan: PartitionPlan) async throws -> any PartitionWriter {
        let publisher = try session.publisher(plan.partition)
        try publisher.prepare()
        let visible = try publisher.committed().manifest
        guard visible == loader.manifest else { throw PartitionPublisher.replaced(plan.partition) }
        try publisher.refuseForeign(visible, to: plan.provenance)
        return try AmendingWriter(plan, of: loader, publisher: publisher, in: session)
    }

    func warnings() async -> [String] { await session.warnings() }

    func finish(endedWell: Bool) async throws { try await session.finish(endedWell: true) }
}
