internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL
internal import Foundation
internal import Synchronization

/// Where a pipeline that follows its days keeps what it must know between two rounds: a directory in `_staging`.
///
/// For each followed partition it has an index and a file with the rows as they are before compression. Nothing in it is
/// needed: without it the next round asks for the day so far.
struct SliceStore: Sendable {
    static let prefix = "follow-"
    /// A directory that nobody has written to for so long belongs to a pipeline that is not followed any more.
    private static let longestUnused: Int64 = 2 * 86_400
    private static let notesName = "notes.json"
    private static let indexSuffix = ".slices"
    private static let mostIndexBytes = 4 << 20

    private let root: OutputRoot
    private let directory: String

    private init(directory: String, in root: OutputRoot) {
        self.root = root
        self.directory = directory
    }

    init(_ pipeline: String, in root: OutputRoot) {
        let hash = SHA256.hash(data: Array(pipeline.utf8)).hexadecimal.prefix(24)
        self.init(directory: root.absolute("\(PartitionPaths.stagingRoot)/\(Self.prefix)\(hash)"), in: root)
    }

    // MARK: Partitions

    /// The index of a partition, if it describes what is visible.
    func index(of places: PartitionPaths, fitting manifest: Manifest, recipe: String?) -> SliceIndex? {
        guard
            let bytes = try? Files.contents(of: path(places) + Self.indexSuffix, most: Self.mostIndexBytes),
            let index = try? JSONDecoder().decode(SliceIndex.self, from: Data(bytes)),
            index.fits(manifest, recipe: recipe), rowsNames(places).contains(index.rowsFile)
        else { return nil }
        let end = index.segments.map { $0.offset + $0.length }.max() ?? 0
        let there = try? Files.status(rows(index))
        guard index.segments.isEmpty || (there?.kind == .file && (there?.size ?? 0) >= end) else { return nil }
        return index
    }

    /// The path of the rows file of an index.
    func rows(_ index: SliceIndex) -> String { path(ofRows: index.rowsFile) }

    /// The path of a rows file.
    func path(ofRows name: String) -> String { "\(directory)/\(name)" }

    /// A name for the rows file of a partition that no earlier one has.
    func rowsName(_ places: PartitionPaths, after earlier: String? = nil) -> String {
        let names = rowsNames(places)
        return earlier == names[0] ? names[1] : names[0]
    }

    /// The names that rows files of a partition have in turn.
    private func rowsNames(_ places: PartitionPaths) -> [String] {
        ["1", "2"].map { "\(places.stagedName).rows-\($0)" }
    }

    /// Makes the directory.
    func make() throws {
        if try Files.makeDirectory(directory, mode: 0o700) {
            try Files.syncDirectory(root.absolute(PartitionPaths.stagingRoot))
        }
    }

    /// Replaces the index of a partition, and removes rows files that it does not name.
    func write(_ index: SliceIndex, of places: PartitionPaths) throws {
        try replace(path(places) + Self.indexSuffix, by: Array(try JSONEncoder().encode(index)))
        try Files.remove(path(ofRows: rowsName(places, after: index.rowsFile)))
    }

    /// Forgets a partition.
    func remove(_ places: PartitionPaths) throws {
        try Files.remove(path(places) + Self.indexSuffix)
        for name in rowsNames(places) { try Files.remove(path(ofRows: name)) }
    }

    private func path(_ places: PartitionPaths) -> String { "\(directory)/\(places.stagedName)" }

    /// Keeps other processes from the slices; nil if one is at work on them.
    func lock() throws -> LockedFile? {
        try make()
        guard let lock = try FileLock(ifFree: OpenFile("\(directory)/lock", .update, mode: 0o600)) else { return nil }
        return LockedFile(lock)
    }

    // MARK: Notes

    /// What was written down between two rounds.
    func notes() -> [UInt8]? {
        (try? Files.contents(of: "\(directory)/\(Self.notesName)", most: Self.mostIndexBytes)) ?? nil
    }

    /// Writes notes, and drops what is kept of partitions of days before `first`.
    func write(notes: [UInt8], keeping first: Day) throws {
        try make()
        for name in try Files.names(in: directory) where name.contains("day=") {
            let day = name.split(separator: "day=").last.flatMap { Day(String($0.prefix(10))) }
            if day.map({ $0 < first }) ?? true { try Files.remove("\(directory)/\(name)") }
        }
        try replace("\(directory)/\(Self.notesName)", by: notes)
    }

    private func replace(_ path: String, by bytes: [UInt8]) throws {
        try make()
        try Files.write(bytes, to: path + ".part", mode: 0o600, sync: false)
        try Files.rename(path + ".part", to: path)
    }

    // MARK: All pipelines

    /// Forgets a partition, whichever pipeline followed it.
    static func clear(_ places: PartitionPaths, in root: OutputRoot) throws {
        let staging = root.absolute(PartitionPaths.stagingRoot)
        for name in try Files.names(in: staging) where name.hasPrefix(prefix) {
            let path = "\(staging)/\(name)"
            for file in try Files.names(in: path) where file.hasPrefix(places.stagedName + ".") {
                try Files.remove("\(path)/\(file)")
            }
        }
    }

    /// Removes what pipelines keep between rounds, of those that have not written for long, or of all; but for those that a
    /// process is at work on.
    static func clear(in root: OutputRoot, unusedAt now: Int64? = nil) throws {
        let staging = root.absolute(PartitionPaths.stagingRoot)
        for name in try Files.names(in: staging) where name.hasPrefix(prefix) {
            let store = SliceStore(directory: "\(staging)/\(name)", in: root)
            if let now,
                let status = try Files.status("\(store.directory)/\(notesName)") ?? Files.status(store.directory)
            {
                guard now - status.modified / 1_000_000_000 > longestUnused else { continue }
            }
            guard let lock = try store.lock() else { continue }
            try withExtendedLifetime(lock) { try Files.removeDirectory(store.directory) }
        }
    }
}

/// The locks on the slices of pipelines that a session writes: two processes that followed one pipeline would write over
/// each other's rows. They are given back when the session ends.
final class SliceLocks: Sendable {
    private let held = Mutex<[String: LockedFile]>([:])

    /// Holds the lock of a pipeline's slices from now on.
    ///
    /// - Throws: ``ETLError`` to try later if another process has it.
    func hold(_ store: SliceStore, of pipeline: String) throws {
        try held.withLock { held in
            guard held[pipeline] == nil else { return }
            guard let lock = try store.lock() else {
                throw ETLError(
                    .tryLater, scope: .run, "Another process follows the pipeline \(pipeline)",
                    advice: "Let one of them go on, or give one of the pipelines another name")
            }
            held[pipeline] = lock
        }
    }
}
