internal import Disk
public import ETL
internal import Foundation

/// `_forgotten.json`: the people of a folder who asked to be forgotten.
enum ForgottenFile {
    static let name = "_forgotten.json"

    /// Reads the list; nil if there is none.
    ///
    /// - Throws: ``ETLError`` for one that cannot be read: without it, the rows of these people would come back.
    static func read(in root: OutputRoot) throws -> ForgottenList? {
        let path = "\(root.listPath)/\(name)"
        guard let bytes = try Files.contents(of: path) else { return nil }
        guard let list = try? JSONDecoder().decode(ForgottenList.self, from: Data(bytes)),
            list.formatVersion == ForgottenList.currentVersion
        else {
            throw ETLError(
                .configuration, scope: .run, "The list of forgotten people, \(path), cannot be read",
                advice: "Restore it from a backup, or use the version of the program that wrote it")
        }
        return list
    }

    /// Replaces the list; to be called under the commit lock.
    static func write(_ list: ForgottenList, in root: OutputRoot) throws {
        try list.requireExtension(of: read(in: root))
        let staged = root.absolute("\(PartitionPaths.stagingRoot)/forgotten.json")
        try Files.write(list.fileContent(), to: staged)
        try Files.rename(staged, to: root.absolute(name))
        try Files.syncDirectory(root.path)
    }
}

extension ForgottenList {
    /// The bytes of the file.
    package func fileContent() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    /// Rows were received before somebody asked to be forgotten.
    package static func outdated(_ partition: Partition) -> ETLError {
        ETLError(
            .tryLater, "\(partition) was not committed: a person asked to be forgotten since its rows were received",
            advice: "Run again: the person's rows will be left out")
    }
}

extension FlatFileLoader {
    /// Reads `_forgotten.json`.
    public func forgottenList() throws -> ForgottenList? {
        try root().flatMap { try ForgottenFile.read(in: $0) }
    }

    /// Writes `_forgotten.json`, and removes what runs that are not at work any more have left in `_staging`, and days that
    /// are followed apart from the others, which the next round brings again.
    public func write(_ list: ForgottenList) throws {
        let root = try existing()
        let staging = try StagingArea(root, observer: observer)
        try staging.withCommitLock { try ForgottenFile.write(list, in: root) }
        Files.removeTree(root.absolute(FlatFileOptions.apartName))
        try staging.dropUnfinished()
    }

    /// Removes rows under the locks of a run.
    public func withEraser<R: Sendable>(
        _ run: RunIdentity, revision: String, _ body: nonisolated(nonsending) (any Eraser) async throws -> R
    ) async throws -> R {
        try await withFlatFileSession(run) { session in
            let ended = try await body(PartitionEraser(session: session, revision: revision))
            try await session.finish(endedWell: true)
            return ended
        }
    }

    /// Rewrites files of `_runs`.
    public func rewriteRunRecords(_ change: ([UInt8]) -> [UInt8]?) throws -> Int {
        let root = try existing()
        let staging = try StagingArea(root, observer: observer)
        var changed = 0
        let folder = root.absolute(PartitionPaths.runsRoot)
        for name in try Files.names(in: folder) where name.hasSuffix(RunRecordFiles.suffix) {
            guard let bytes = try Files.contents(of: "\(folder)/\(name)"), let others = change(bytes) else { continue }
            try staging.withCommitLock {
                let staged = root.absolute("\(PartitionPaths.stagingRoot)/\(name).run")
                try Files.write(others, to: staged)
                try Files.rename(staged, to: "\(folder)/\(name)")
            }
            changed += 1
        }
        if changed > 0 { try Files.syncDirectory(folder) }
        return changed
    }
}
