internal import Disk
internal import ETL
internal import FlatFiles
internal import S3

/// A partition that this process alone works on, on this machine: as it was in the store when the work began, and as it
/// is in the folder that rows are written to.
struct PartitionInHand: Sendable {
    let lake: LakeAtWork
    let lock: LockedFile
    let seen: RemotePartition

    private var name: String { seen.places.stagedName }

    /// Brings the partition to the store as it is here. What fails then is brought by the next run.
    func publish() async throws {
        do {
            try await lake.commit.publish(seen, from: lake.work.output, people: lake.people)
        } catch let error as ETLError where error.code == .tryLater {
            try lake.work.setLost(true, name)
            try giveUp()
            throw error
        }
        try lake.work.setLost(false, name)
        try giveUp()
    }

    /// Does some work, and lets the partition go if that fails.
    func givingUpOnFailure<R>(_ work: () async throws -> R) async throws -> R {
        do {
            return try await work()
        } catch {
            try? giveUp()
            throw error
        }
    }

    /// Lets the partition go; what is here of it is removed.
    func giveUp() throws {
        // Somebody else may have it in hand since.
        guard lock.file.isNamed else { return }
        try lake.drop(seen.places)
        lake.work.unlock(lock)
    }

    /// Where a file of the folder is in the store.
    func location(_ path: String) -> String {
        guard path.hasPrefix(lake.work.output + "/") else { return path }
        return lake.store.url(of: String(path.dropFirst(lake.work.output.count + 1)))
    }
}
