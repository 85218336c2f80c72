package import ETL
internal import Foundation

/// Adds rows out of quarantine to partitions that are committed already: what now fits goes into the data file, and what
/// doesn't stays where it is. Partitions change through the same commits as those of a run, under the same locks.
package struct AmendingLoader: Loader {
    private let loader: FlatFileLoader
    let manifest: Manifest
    let kept: [QuarantinedRow]
    let hidden: [String]

    /// A loader for one partition.
    ///
    /// - Parameters:
    ///   - loader: where the partition is.
    ///   - manifest: what its manifest said when its quarantine was read.
    ///   - kept: rows of its quarantine that stay there, whatever comes.
    ///   - hidden: the source's keys whose values are hidden in the quarantine already.
    package init(
        _ loader: FlatFileLoader, of manifest: Manifest, keeping kept: [QuarantinedRow], hidden: [String]
    ) {
        self.loader = loader
        self.manifest = manifest
        self.kept = kept
        self.hidden = hidden
    }

    /// Begins the work; commits that any run was killed in are finished first.
    package func withSession<R: Sendable>(
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
