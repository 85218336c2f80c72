import ETL
import Synchronization

/// Keeps partitions in memory, and what an interrupted run had kept, as a real loader would on disk.
final class MemoryLoader: Loader, LoadSession {
    struct Day: Equatable, Sendable {
        var rows: [String] = []
        var quarantined: [String] = []
        var leftOut = 0
        var windows: [KeptWindow] = []
        var state = PartitionState.final
        var notes: [UInt8] = []
    }

    struct Store {
        var visible: [Partition: Day] = [:]
        var kept: [Partition: Day] = [:]
        var committedByRun: Set<Partition> = []
        var commits = 0
        var wellEnded: [Bool] = []
        var keepsNotes = true
        /// Called before a partition becomes visible.
        var atCommit: @Sendable (Partition) async throws -> Void = { _ in }
    }

    let store = Mutex(Store())
    /// Whether notes are kept beside windows, as a loader need not.
    var keepsNotes: Bool {
        get { store.withLock { $0.keepsNotes } }
        set { store.withLock { $0.keepsNotes = newValue } }
    }

    func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R { try await body(self) }

    func committed(_ partition: Partition) -> CommittedPartition? {
        store.withLock { $0.visible[partition] }.map { $0.committed(nil) }
    }

    func wasCommittedByThisRun(_ partition: Partition) -> Bool {
        store.withLock { $0.committedByRun.contains(partition) }
    }

    func markSuspect(_ partition: Partition) {
        store.withLock { $0.visible[partition]?.state = .suspect }
    }

    func open(_ plan: PartitionPlan) -> any PartitionWriter {
        MemoryWriter(loader: self, partition: plan.partition, day: store.withLock { $0.kept[plan.partition] } ?? Day())
    }

    func show(_ partition: Partition, _ day: Day) -> CommittedPartition {
        store.withLock { store in
            let change: CommittedPartition.Change =
                store.visible[partition].map { $0.rows == day.rows ? .unchanged : .replaced } ?? .created
            store.visible[partition] = day
            store.kept[partition] = nil
            store.committedByRun.insert(partition)
            store.commits += 1
            return day.committed(change)
        }
    }

    func finish(endedWell: Bool) {
        store.withLock { store in
            store.wellEnded.append(endedWell)
            if endedWell { store.committedByRun = [] }
        }
    }
}

extension MemoryLoader.Day {
    func committed(_ change: CommittedPartition.Change?) -> CommittedPartition {
        CommittedPartition(
            received: rows.count + quarantined.count + leftOut, rows: rows.count, quarantined: quarantined.count,
            leftOut: leftOut, bytes: 0, state: state, change: change, windows: windows)
    }
}

final class MemoryWriter: PartitionWriter {
    private let loader: MemoryLoader
    private let partition: Partition
    private var day: MemoryLoader.Day
    private var inHand = MemoryLoader.Day()

    init(loader: MemoryLoader, partition: Partition, day: MemoryLoader.Day) {
        self.loader = loader
        self.partition = partition
        self.day = day
    }

    var kept: [KeptWindow] { day.windows }
    var notes: [UInt8] { day.notes }

    func note(_ notes: [UInt8]) {
        if loader.keepsNotes { day.notes = notes }
    }

    func append(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        for row in rows {
            let text = batch.text(1, row) ?? ""
            if batch.isRejected(row) {
                inHand.quarantined.append(text)
            } else if batch.isLeftOut(row) {
                inHand.leftOut += 1
            } else {
                inHand.rows.append(text)
            }
        }
    }

    func keep(_ window: KeptWindow) {
        day.rows += inHand.rows
        day.quarantined += inHand.quarantined
        day.leftOut += inHand.leftOut
        day.windows.append(window)
        inHand = MemoryLoader.Day()
        loader.store.withLock { $0.kept[partition] = day }
    }

    func drop() { inHand = MemoryLoader.Day() }

    func commit(_ outcome: PartitionOutcome) async throws -> CommittedPartition {
        try await beginCommit(outcome).finish()
    }

    func beginCommit(_ outcome: PartitionOutcome) -> PendingCommit {
        day.state = outcome.state
        let atCommit = loader.store.withLock { $0.atCommit }
        return PendingCommit { [loader, partition, day] in
            try await atCommit(partition)
            return loader.show(partition, day)
        }
    }

    func abandon(keepingProgress: Bool) {
        guard !keepingProgress else { return }
        loader.store.withLock { $0.kept[partition] = nil }
    }
}
