import ByteScan
import Crypto
import Disk
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
        private let lock: LockedFile

        init(_ lock: consuming FileLock) { self.lock = LockedFile(lock) }

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
        let file = try OpenFile("\(folder)/\(owner)-\(event.run.runId).json", .update, mode: 0o600)
        guard let lock = try FileLock(ifFree: file) else { return nil }
        let mark = Mark(lock)
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
            return Mark(lock)
        }
    }
}

/// UUIDs of version 5.
enum UUID5 {
    /// The namespace of addresses (RFC 9562): 6ba7b811-9dad-11d1-80b4-00c04fd430c8.
    private static let addresses: [UInt8] = [
        0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
    ]

    /// Returns the UUID of a name, in the namespace of addresses.
    static func name(_ name: String) -> String {
        var hash = Array(Insecure.SHA1.hash(data: addresses + Array(name.utf8)).prefix(16))
        hash[6] = hash[6] & 0x0F | 0x50
        hash[8] = hash[8] & 0x3F | 0x80
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { hash[$0].hexadecimal }.joined(separator: "-")
    }
}
