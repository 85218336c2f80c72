internal import Crypto
internal import ETL
internal import Foundation

/// `_staging`: a directory for each unfinished run, and the lock that commits take in turn.
struct StagingArea: Sendable {
    /// A journal older than this is of no use: what it holds would hide changes.
    static let longestResume: Int64 = 12 * 3600

    let root: OutputRoot
    let road: CommitRoad
    private static let lockName = ".commit.lock"

    init(_ root: OutputRoot, observer: CommitObserver?) throws {
        self.root = root
        road = CommitRoad(root: root, observer: observer)
        try root.makeDirectories(PartitionPlaces.stagingRoot)
    }

    /// Does something while no other run, here or in another process, commits, begins or ends.
    func withCommitLock<R>(_ body: () throws -> R) throws -> R {
        let lock = try OpenFile(root.absolute("\(PartitionPlaces.stagingRoot)/\(Self.lockName)"), .update)
        _ = try lock.lock(wait: true)
        return try withExtendedLifetime(lock, body)
    }

    /// Finishes what killed runs had begun to commit, drops what is of no use, and takes up or makes the run's own
    /// directory.
    func begin(_ run: RunIdentity) throws -> RunDirectory {
        try withCommitLock {
            let own = directory(of: run)
            for name in try Files.names(in: root.absolute(PartitionPlaces.stagingRoot)) where name != Self.lockName {
                let directory = "\(PartitionPlaces.stagingRoot)/\(name)"
                guard try Files.status(root.absolute(directory))?.kind == .directory else {
                    try Files.remove(root.absolute(directory))
                    continue
                }
                try road.rollForward(run: directory)
                if let lock = try RunDirectory.takeLock(root.absolute(directory)) {
                    try withExtendedLifetime(lock) { try drop(directory, ifUselessFor: run, isOwn: directory == own) }
                } else if directory == own {
                    throw RunDirectory.held(root.absolute(directory))
                }
            }
            return try RunDirectory(own, run, root: root)
        }
    }

    /// Finishes what killed runs had begun to commit.
    func finishInterruptedCommits() throws {
        try withCommitLock {
            for name in try Files.names(in: root.absolute(PartitionPlaces.stagingRoot)) where name != Self.lockName {
                let directory = "\(PartitionPlaces.stagingRoot)/\(name)"
                guard try Files.status(root.absolute(directory))?.kind == .directory else { continue }
                try road.rollForward(run: directory)
            }
        }
    }

    /// Removes a run's directory; all that it had begun to commit is finished first.
    func remove(_ run: RunDirectory) throws {
        try withCommitLock {
            try road.rollForward(run: run.relative)
            try Files.removeDirectory(root.absolute(run.relative))
        }
    }

    /// Removes the directory of a run that is dead, if nobody can take it up any more.
    private func drop(_ directory: String, ifUselessFor run: RunIdentity, isOwn: Bool) throws {
        let path = root.absolute(directory)
        if isOwn, run.fresh { return try Files.removeDirectory(path) }
        let journal: Journal?
        do {
            journal = try Journal(reading: path)
        } catch {
            // Another run's journal that this version cannot read is for the version that can.
            if isOwn { throw error }
            return
        }
        let isSuperseded = journal?.header.pipeline == run.pipeline && !isOwn
        let isOld = run.startedAt - (journal?.header.startedAt ?? .min / 2) > Self.longestResume
        if isSuperseded || isOld { try Files.removeDirectory(path) }
    }

    private func directory(of run: RunIdentity) -> String {
        let identity = [run.pipeline, root.path, run.fingerprint].joined(separator: "\u{0}")
        let hash = SHA256.hash(data: Data(identity.utf8)).hexadecimal.prefix(24)
        return "\(PartitionPlaces.stagingRoot)/run-\(hash)"
    }
}
