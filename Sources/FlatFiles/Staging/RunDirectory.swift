internal import Disk
internal import ETL
internal import Foundation
internal import Synchronization

/// The directory of one unfinished run, held by a lock that the system gives back when the process dies.
final class RunDirectory: Sendable {
    /// Relative to the output.
    let relative: String
    /// As it is for the system.
    let path: String
    /// When the run began, or the one that it takes up; seconds since 1970-01-01T00:00:00Z.
    let startedAt: Int64
    private let lock: Mutex<FileLock?>
    private let committed: Mutex<PartitionSet>

    private static let lockName = "lock"

    /// Takes up or makes the directory; to be called under the commit lock.
    init(_ relative: String, _ run: RunIdentity, root: OutputRoot) throws {
        self.relative = relative
        path = root.absolute(relative)
        try root.confine(relative)
        if try Files.makeDirectory(path, mode: 0o700) {
            try Files.syncDirectory(root.absolute(PartitionPaths.stagingRoot))
        }
        guard let lock = try Self.takeLock(path) else { throw Self.held(path) }
        try lock.file.truncate(to: 0)
        try lock.file.write(Array("pid \(getpid()) on \(ProcessInfo.processInfo.hostName)\n".utf8), at: 0)
        self.lock = Mutex(lock)
        if let journal = try Journal(reading: path) {
            committed = Mutex(journal.committed)
            startedAt = journal.header.startedAt
        } else {
            try Journal.begin(Journal.Header(of: run), in: path)
            committed = Mutex(PartitionSet())
            startedAt = run.startedAt
        }
    }

    /// Whether the run, or the one that it takes up, has committed a partition.
    func hasCommitted(_ partition: Partition) -> Bool { committed.withLock { $0.contains(partition) } }

    /// Remembers a partition that was committed.
    func didCommit(_ partition: Partition) { committed.withLock { $0.insert(partition) } }

    /// Lets others take the run up.
    func release() { lock.withLock { $0 = nil } }

    /// The lock of a run's directory, or nil if somebody has it.
    static func takeLock(_ path: String) throws -> FileLock? {
        try FileLock(ifFree: OpenFile("\(path)/\(lockName)", .update, mode: 0o600))
    }

    /// Somebody is at work in the directory.
    static func held(_ path: String) -> ETLError {
        let bytes = (try? Files.contents(of: "\(path)/\(lockName)", most: 4096)) ?? []
        let holder = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        return ETLError(
            .tryLater, scope: .run,
            "Another process is at the same run\(holder.isEmpty ? "" : " (\(holder))")",
            advice: "Wait until it has ended, then run again")
    }
}
