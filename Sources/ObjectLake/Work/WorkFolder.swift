internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL
internal import Foundation
internal import S3

/// Where partitions of a lake in an object store lie on this machine while they are worked on: the folder `output` is
/// written like a lake on disk, and the store is changed by what was committed there.
///
/// Its folders and files are open to their owner alone: they hold what runs left unfinished.
struct WorkFolder: Sendable {
    /// The folder.
    let path: String
    /// What tells this machine, and this folder, from others.
    let machine: String
    private let verdictPath: String

    /// The folder that rows are written to.
    var output: String { "\(path)/output" }
    private var begun: String { "\(path)/begun" }
    private var locks: String { "\(path)/locks" }
    private var lost: String { "\(path)/lost" }

    /// The folder for a lake, below the folder of all unfinished work of this machine; made if it is missing.
    init(for store: any ObjectStore, in staging: String) throws {
        let name = Self.name(of: "\(store.server) \(store.location)")
        // Lakes in one bucket have found out the same about it.
        verdictPath = "\(staging)/store-\(Self.name(of: "\(store.server) \(store.location.bucket)")).json"
        path = "\(staging)/\(name)"
        for folder in ["output", "begun", "locks", "lost"] {
            try Files.makeDirectories("\(staging)/\(name)/\(folder)", mode: 0o700, errors: Self.errors)
        }
        machine = try Self.machine(in: staging)
    }

    private static func name(of text: String) -> String {
        String(SHA256.hash(data: Data(text.utf8)).hexadecimal.prefix(24))
    }

    /// A name that is made once and kept: by the first of several processes, while the others wait for its file.
    private static func machine(in staging: String) throws -> String {
        let path = "\(staging)/machine"
        // A name that is there is read and nothing more: its file may be another user's.
        if let name = try Files.contents(of: path, most: 100), name.count == nameLength {
            return String(decoding: name, as: UTF8.self)
        }
        let file = try OpenFile(path, .update, mode: 0o600, errors: errors)
        return try FileLock(waitingFor: file).holding {
            if try file.size() == 0 {
                try file.write(Array(UUID().uuidString.lowercased().filter { $0 != "-" }.utf8), at: 0)
            }
            let name = try file.read(at: 0, count: nameLength + 1)
            guard name.count == nameLength else {
                throw ETLError(
                    .files, scope: .run, "\(file.path) does not hold the name of this machine",
                    advice: "Delete the file and run again")
            }
            return String(decoding: name, as: UTF8.self)
        }
    }

    private static let nameLength = 32

    /// Takes a partition in hand; nil if another process has it.
    func lock(_ name: String) throws -> LockedFile? {
        let path = "\(locks)/\(name)"
        while true {
            let file = try OpenFile(path, .update, mode: 0o600, errors: Self.errors)
            guard let lock = try FileLock(ifFree: file) else { return nil }
            // Who had it before has removed its name: another file has that name by now, or will have.
            if file.isNamed { return LockedFile(lock) }
        }
    }

    /// Gives a partition out of hand.
    func unlock(_ lock: LockedFile) { lock.file.removeName() }

    /// Writes the record of a run to a file that is gone when `body` has ended; what killed processes left of theirs is
    /// removed.
    func withRecordFile(
        of id: String, _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void,
        _ body: nonisolated(nonsending) (S3Payload) async throws -> Void
    ) async throws {
        for name in try Files.names(in: locks) where name.hasSuffix(Self.recordSuffix) {
            if let abandoned = try lock(name) { unlock(abandoned) }
        }
        let path = "\(locks)/\(id)\(Self.recordSuffix)"
        let lock = try waitForLock(path)
        defer { unlock(lock) }
        var (size, hash) = (0, SHA256())
        try content { piece in
            try lock.file.write(piece, at: size)
            size += piece.count
            hash.update(data: piece)
        }
        try await body(.file(path: path, size: size, sha256: hash.finalize().hexadecimal))
    }

    private func waitForLock(_ path: String) throws -> LockedFile {
        while true {
            let file = try OpenFile(path, .update, mode: 0o600, errors: Self.errors)
            let lock = try FileLock(waitingFor: file)
            // Somebody who tidies up may have had it for a moment.
            if file.isNamed { return LockedFile(lock) }
        }
    }

    /// What the names of files with records end with; those of partitions do not.
    private static let recordSuffix = ".record"

    /// The names of partitions whose work began and did not end.
    func unfinished() throws -> [String] { try Files.names(in: begun).sorted() }

    /// The partition that a note is about: one that was being written when its process died has its own name.
    static func partition(ofNote name: String) -> String {
        guard name.hasSuffix(".part") else { return name }
        return name.split(separator: ".").dropLast(2).joined(separator: ".")
    }

    /// What the store held when work on a partition began that did not end.
    func note(_ name: String) throws -> BegunNote {
        guard let bytes = try Files.contents(of: "\(begun)/\(name)") else { return .none }
        guard let work = try? JSONDecoder().decode(BegunWork.self, from: Data(bytes)) else { return .unreadable }
        return .begun(work)
    }

    /// Notes what the store holds before work on a partition begins.
    ///
    /// The note is on the disk before anything is committed here: a commit without one would be brought by nobody.
    func begin(_ work: BegunWork, named name: String) throws {
        try Files.replace("\(begun)/\(name)", by: Array(try JSONEncoder().encode(work)), mode: 0o600)
        if work.brought != nil { try Files.syncDirectory(begun) }
    }

    /// Work on a partition has ended, one way or the other.
    func end(_ name: String) throws { try Files.remove("\(begun)/\(name)") }

    /// Whether a partition's work was done and could not be brought to the store, because somebody else had replaced the
    /// partition.
    func isLost(_ name: String) throws -> Bool { try Files.status("\(lost)/\(name)") != nil }

    /// Remembers whether it is so.
    func setLost(_ isLost: Bool, _ name: String) throws {
        if isLost {
            try Files.replace("\(lost)/\(name)", by: [], mode: 0o600)
        } else {
            try Files.remove("\(lost)/\(name)")
        }
    }

    /// Waits until no other process of this machine finds out about the store.
    func lockVerdict() throws -> LockedFile {
        LockedFile(try FileLock(waitingFor: OpenFile(verdictPath + ".lock", .update, mode: 0o600, errors: Self.errors)))
    }

    /// What a probe has found within the last day, as it was kept.
    func verdict(now: Int64) throws -> [UInt8]? {
        guard let found = try Files.status(verdictPath), now - found.modified / 1_000_000_000 < 86_400 else {
            return nil
        }
        return try Files.contents(of: verdictPath)
    }

    /// Keeps what a probe has found.
    func keep(verdict: [UInt8]) throws { try Files.replace(verdictPath, by: verdict, mode: 0o600) }

    static let errors: FileErrors = { failure in
        ETLError(
            .files, scope: .run,
            "Unfinished work cannot be kept: could not \(failure.what) \(failure.path): \(failure.reason)",
            advice: "Make room or make it writable, or name another folder for it")
    }
}

/// What is known of work on a partition that did not end.
enum BegunNote {
    case none
    /// Something was begun, and it cannot be told what.
    case unreadable
    case begun(BegunWork)
}

/// Work on a partition, and what the store held of it before.
struct BegunWork: Codable, Equatable, Sendable {
    let report: String
    let source: String
    let day: String
    /// The versions of its objects, by key.
    let versions: [String: String]
    /// The version of the list of forgotten people that rows are compared with; nil without a list.
    let people: String?
    /// The SHA-256 of the manifest as it was brought here, or of no bytes without one; nil until all of the partition
    /// is here. What lies here and has another manifest was committed here.
    var brought: String?

    init(_ remote: RemotePartition, people: String?) {
        self.people = people
        (report, source) = (remote.partition.report, remote.partition.source)
        day = remote.partition.day.description
        versions = remote.versions
    }

    var partition: Partition? { Day(day).map { Partition(report: report, source: source, day: $0) } }
}
