internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL
internal import Foundation
internal import Synchronization

/// `_staging`: a directory for each unfinished run, and the lock that commits take in turn.
struct StagingArea: Sendable {
    /// A journal older than this is of no use: what it holds would hide changes.
    static let longestResume: Int64 = 12 * 3600

    let root: OutputRoot
    let executor: CommitExecutor
    /// What was found and failed nothing.
    let notices = Notices()

    init(_ root: OutputRoot, observer: CommitObserver?) throws {
        self.root = root
        executor = CommitExecutor(root: root, observer: observer)
        try root.makeDirectories(PartitionPaths.stagingRoot)
    }

    /// The commits that runs began and did not finish.
    var unfinished: UnfinishedCommits { UnfinishedCommits(executor: executor, notices: notices) }

    /// Does something while no other run, here or in another process, commits, begins or ends.
    func withCommitLock<R>(_ body: () throws -> R) throws -> R { try CommitLock.held(root, body) }

    /// Finishes what killed runs had begun to commit, drops what is of no use, and takes up or makes the run's own
    /// directory. What is wrong with the directory of another run stops nothing.
    func begin(_ run: RunIdentity) throws -> RunDirectory {
        try withCommitLock {
            try SliceStore.clear(in: root, unusedAt: run.startedAt)
            let own = directory(of: run)
            for directory in try directories() where directory != own {
                do {
                    try unfinished.settle(run: directory)
                    guard let lock = try RunDirectory.takeLock(root.absolute(directory)) else { continue }
                    try lock.holding { try drop(directory, ifUselessFor: run) }
                } catch let error as ETLError {
                    notices.add("Unfinished work of another run was left as it is: \(error.message)")
                }
            }
            if try Files.status(root.absolute(own)) != nil { try takeUp(own, run) }
            return try RunDirectory(own, run, root: root)
        }
    }

    /// Finishes what killed runs had begun to commit.
    func finishInterruptedCommits() throws {
        try withCommitLock {
            for directory in try directories() { try unfinished.settle(run: directory) }
        }
    }

    /// Removes what runs have left that are not at work any more; all that they had begun to commit is finished first.
    ///
    /// - Throws: ``ETLError`` with ``ETLError/Code/tryLater`` if another run is at work; the rest has been removed.
    func dropUnfinished() throws {
        try withCommitLock {
            try SliceStore.clear(in: root)
            var holder: ETLError?
            for directory in try directories() {
                try unfinished.settle(run: directory)
                guard let lock = try RunDirectory.takeLock(root.absolute(directory)) else {
                    holder = RunDirectory.held(root.absolute(directory))
                    continue
                }
                try lock.holding { try clear(directory) }
            }
            if let holder { throw holder }
        }
    }

    /// Removes a run's directory; all that it had begun to commit is finished first.
    func remove(_ run: RunDirectory) throws {
        try withCommitLock {
            try unfinished.settle(run: run.relative)
            try clear(run.relative)
        }
    }

    /// The directories in `_staging`, relative to the output. Anything else there is removed: it is what a killed
    /// process was about to rename.
    private func directories() throws -> [String] {
        try Files.names(in: root.absolute(PartitionPaths.stagingRoot)).compactMap { name in
            let relative = "\(PartitionPaths.stagingRoot)/\(name)"
            if name == CommitLock.name || name.hasPrefix(SliceStore.prefix) { return nil }
            if try Files.status(root.absolute(relative))?.kind == .directory { return relative }
            _ = try? Files.remove(root.absolute(relative))
            return nil
        }
    }

    /// Finishes what the same run had begun to commit, and drops the rest if it is of no use.
    private func takeUp(_ directory: String, _ run: RunIdentity) throws {
        try unfinished.settle(run: directory)
        guard let lock = try RunDirectory.takeLock(root.absolute(directory)) else {
            throw RunDirectory.held(root.absolute(directory))
        }
        try lock.holding {
            let isOld = run.fresh ? true : isOld(try Journal(reading: root.absolute(directory)), for: run)
            if isOld { try clear(directory) }
        }
    }

    /// Removes the directory of another run that is dead, if no run will take it up.
    private func drop(_ directory: String, ifUselessFor run: RunIdentity) throws {
        // A journal that this version cannot read is for the version that can.
        guard let journal = try? Optional(Journal(reading: root.absolute(directory))) else { return }
        let isOwn = journal?.header.mayShareDays(with: run) ?? false
        if isOwn, let header = journal?.header, header.formatVersion < Journal.currentVersion {
            notices.add(
                "What run \(header.run) had begun was dropped: an earlier version of the program kept it in another form"
            )
        }
        if isOwn || isOld(journal, for: run) { try clear(directory) }
    }

    /// Whether a journal is missing, too old, or of a time that has not come yet.
    private func isOld(_ journal: Journal?, for run: RunIdentity) -> Bool {
        guard let journal else { return true }
        let (age, isBeyond) = run.startedAt.subtractingReportingOverflow(journal.header.startedAt)
        return isBeyond || abs(age) > Self.longestResume
    }

    /// Removes a run's directory, but for the commits in it that could not be finished and what these need.
    private func clear(_ directory: String) throws {
        let path = root.absolute(directory)
        let names = try Files.names(in: path)
        let kept = names.filter { $0.hasSuffix(CommitIntent.suffix) }.map { $0.dropLast(CommitIntent.suffix.count) }
        guard !kept.isEmpty else { return try Files.removeDirectory(path) }
        for name in names where !kept.contains(where: { name.hasPrefix($0) }) { try Files.remove("\(path)/\(name)") }
    }

    private func directory(of run: RunIdentity) -> String {
        let identity = [run.pipeline, root.path, run.fingerprint].joined(separator: "\u{0}")
        let hash = SHA256.hash(data: Data(identity.utf8)).hexadecimal.prefix(24)
        return "\(PartitionPaths.stagingRoot)/run-\(hash)"
    }
}

/// Sentences for the person who runs the program, about things that failed nothing.
final class Notices: Sendable {
    private let sentences = Mutex<[String]>([])

    /// All of them, in order.
    var all: [String] { sentences.withLock { $0 } }

    /// Adds one, unless it is there already.
    func add(_ sentence: String) {
        sentences.withLock { if !$0.contains(sentence) { $0.append(sentence) } }
    }
}
