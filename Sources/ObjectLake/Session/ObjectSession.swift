internal import Disk
internal import ETL
internal import FlatFiles
internal import S3

/// A lake in an object store at work for one run: rows are written and committed on this machine as they are to a folder,
/// and each commit is then brought to the store.
struct ObjectSession: LoadSession {
    let inner: any LoadSession
    let lake: LakeAtWork
    let notices: [String]

    func committed(_ partition: Partition) async throws -> CommittedPartition? {
        guard let manifest = try await lake.manifest(of: partition) else { return nil }
        return manifest.committed(change: nil, location: try lake.location(of: manifest))
    }

    func wasCommittedByThisRun(_ partition: Partition) async -> Bool {
        // What was committed here and is not in the store yet is not there for anybody.
        guard let name = try? PartitionPaths(partition).stagedName, (try? lake.work.isLost(name)) == false,
            case .none? = try? lake.work.note(name)
        else { return false }
        return await inner.wasCommittedByThisRun(partition)
    }

    func markSuspect(_ partition: Partition) async throws {
        let hand = try await lake.takeInHand(partition)
        guard hand.seen.manifestBytes != nil else { return try hand.giveUp() }
        try await hand.givingUpOnFailure { try await inner.markSuspect(partition) }
        try await hand.publish()
    }

    func open(_ plan: PartitionPlan) async throws -> any PartitionWriter {
        let hand = try await lake.takeInHand(plan.partition)
        return try await hand.givingUpOnFailure { ObjectWriter(inner: try await inner.open(plan), hand: hand) }
    }

    func warnings() async -> [String] { await notices + inner.warnings() }

    func finish(endedWell: Bool) async throws { try await inner.finish(endedWell: endedWell) }
}

/// Writes one partition on this machine, and brings it to the store when it is committed.
final class ObjectWriter: PartitionWriter {
    private let inner: any PartitionWriter
    private let hand: PartitionInHand

    init(inner: any PartitionWriter, hand: PartitionInHand) {
        (self.inner, self.hand) = (inner, hand)
    }

    var kept: [KeptWindow] { inner.kept }
    var notes: [UInt8] { inner.notes }

    func append(_ batch: borrowing RecordBatch, rows: Range<Int>) async throws {
        try await inner.append(batch, rows: rows)
    }

    func note(_ notes: [UInt8]) { inner.note(notes) }
    func keep(_ window: KeptWindow) async throws { try await inner.keep(window) }
    func drop() async throws { try await inner.drop() }

    func commit(_ outcome: PartitionOutcome) async throws -> CommittedPartition {
        try await beginCommit(outcome).finish()
    }

    func beginCommit(_ outcome: PartitionOutcome) async throws -> PendingCommit {
        let pending = try await inner.beginCommit(outcome)
        let hand = hand
        return PendingCommit {
            var committed = try await hand.givingUpOnFailure { try await pending.finish() }
            try await hand.publish()
            committed.location = committed.location.map(hand.location)
            return committed
        }
    }

    func abandon(keepingProgress: Bool) async throws {
        try await inner.abandon(keepingProgress: keepingProgress)
        try hand.giveUp()
    }
}
