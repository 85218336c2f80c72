import Crypto
import Disk
import ETL
import Foundation

/// Events that were not handed over yet, kept on this machine for as long as their runs are at work: a run that was killed
/// leaves its mark without the lock, and the next start finds it.
struct LineageMarks {
    /// The folder, below the state directory.
    let folder: String
    /// What marks of this pipeline, output and target begin with.
    let owner: String

    init(state: String, owner parts: [String]) {
        folder = "\(state)/lineage"
        owner = UUID5.name(parts.joined(separator: "\n"))
    }

    /// A mark of a run at work, locked until it is let go of.
    final class Mark: Sendable {
        let path: String
        private let lock: LockedFile

        init(_ path: String, _ lock: consuming FileLock) {
            self.path = path
            self.lock = LockedFile(lock)
        }

        /// The event that is to be handed over; nil if it cannot be read.
        var event: LineageEvent? {
            guard let bytes = try? lock.file.read(at: 0, count: lock.file.size()) else { return nil }
            return try? JSONDecoder().decode(LineageEvent.self, from: Data(bytes))
        }

        /// Replaces the event.
        func keep(_ event: LineageEvent) throws {
            let line = try event.line
            try lock.file.truncate(to: 0)
            try lock.file.write(line, at: 0)
        }

        /// Forgets the event.
        func remove() { lock.file.removeName() }
    }

    /// Makes a mark.
    func mark(_ event: LineageEvent) throws -> Mark? {
        try Files.makeDirectories(folder, mode: 0o700, errors: \.ofOutput)
        let path = "\(folder)/\(owner)-\(event.run.runId).json"
        let file = try OpenFile(path, .update, mode: 0o600)
        guard let lock = try FileLock(ifFree: file) else { return nil }
        let mark = Mark(path, lock)
        try mark.keep(event)
        return mark
    }

    /// The marks of runs that are not at work any more.
    func abandoned() -> [Mark] {
        let names = (try? Files.names(in: folder)) ?? []
        return names.sorted().compactMap { name in
            guard name.hasPrefix("\(owner)-"), name.hasSuffix(".json"),
                let file = try? OpenFile(ifThere: "\(folder)/\(name)", .existing),
                let lock = try? FileLock(ifFree: file), lock.file.isNamed
            else { return nil }
            return Mark("\(folder)/\(name)", lock)
        }
    }
}

/// UUIDs of version 5.
enum UUID5 {
    /// The namespace of addresses (RFC 9562).
    private static let addresses = UUID(uuidString: "6ba7b811-9dad-11d1-80b4-00c04fd430c8")

    /// Returns the UUID of a name, in the namespace of addresses.
    static func name(_ name: String) -> String {
        var bytes: [UInt8] = []
        if let space = addresses?.uuid {
            bytes = [
                space.0, space.1, space.2, space.3, space.4, space.5, space.6, space.7, space.8, space.9, space.10,
                space.11, space.12, space.13, space.14, space.15,
            ]
        }
        var hash = Array(Insecure.SHA1.hash(data: bytes + Array(name.utf8)).prefix(16))
        hash[6] = hash[6] & 0x0F | 0x50
        hash[8] = hash[8] & 0x3F | 0x80
        let digits = hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var (text, rest) = ("", digits[...])
        for length in [8, 4, 4, 4, 12] {
            text += (text.isEmpty ? "" : "-") + rest.prefix(length)
            rest = rest.dropFirst(length)
        }
        return text
    }
}
