/// Where rows go.
public protocol Loader: Sendable {
    /// Does the work of one run within a scope: begins it, or takes up what an interrupted one left, and lets go of all
    /// that it holds (locks, workers) when `body` ends, however it ends.
    ///
    /// - Throws: what `body` throws, and ``ETLError`` where the work cannot begin: ``ETLError/Code/tryLater`` if another
    ///   process is at the same run.
    func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R
}

/// Which run it is: a run that did not end well is taken up by the next one that is the same.
public struct RunIdentity: Sendable, Hashable {
    /// The pipeline's name.
    public var pipeline: String
    /// The sources that the run asks; empty where that is not known.
    public var sources: Set<String>
    /// What the run asks for, as a fingerprint: a run of other days, reports or settings is another run.
    public var fingerprint: String
    /// The run's own number, unique.
    public var id: String
    /// Whether unfinished work of earlier runs is dropped.
    public var fresh: Bool
    /// When it began, in seconds since 1970-01-01T00:00:00Z.
    public var startedAt: Int64

    /// An identity.
    public init(
        pipeline: String, sources: Set<String> = [], fingerprint: String, id: String, fresh: Bool, startedAt: Int64
    ) {
        self.pipeline = pipeline
        self.sources = sources
        self.fingerprint = fingerprint
        self.id = id
        self.fresh = fresh
        self.startedAt = startedAt
    }
}

/// A loader at work for one run.
public protocol LoadSession: Sendable {
    /// What a partition holds already, or nil if it was never written.
    func committed(_ partition: Partition) async throws -> CommittedPartition?
    /// Whether the interrupted run that this one takes up had already committed a partition.
    func wasCommittedByThisRun(_ partition: Partition) async -> Bool
    /// Says of a visible partition that its last answer was not believed; its rows stay.
    func markSuspect(_ partition: Partition) async throws
    /// Opens a partition for writing; what is visible stays as it is until the commit.
    func open(_ plan: PartitionPlan) async throws -> any PartitionWriter
    /// Sentences for the person who runs the program, about things that were found and failed nothing.
    func warnings() async -> [String]
    /// Ends the session; `endedWell: false` keeps unfinished work for the next run that is the same.
    func finish(endedWell: Bool) async throws
}

extension LoadSession {
    /// Nothing is known of earlier runs.
    public func committed(_ partition: Partition) async throws -> CommittedPartition? { nil }
    /// There is no place to say so.
    public func markSuspect(_ partition: Partition) async throws {}
    /// Nothing was taken up.
    public func wasCommittedByThisRun(_ partition: Partition) async -> Bool { false }
    /// Nothing was found.
    public func warnings() async -> [String] { [] }
    /// Nothing to tidy up.
    public func finish(endedWell: Bool) async throws {}
}
