package import ETL
internal import Foundation

/// Whole files.
extension Files {
    /// All bytes of a file; nil if the file is missing.
    ///
    /// - Throws: ``ETLError`` for a file of more than `most` bytes, which cannot be one that this program wrote, and for
    ///   anything that is not a file.
    package static func contents(of path: String, most: Int = mostBytesRead) throws(ETLError) -> [UInt8]? {
        guard try status(path) != nil else { return nil }
        let file = try OpenFile(path, .read)
        let size = try file.size()
        guard size <= most else {
            throw ETLError(
                .files, "\(path) has \(size) bytes, far more than this program writes there",
                advice: "Look at what it is, move it elsewhere and run again")
        }
        return try file.read(at: 0, count: size)
    }

    /// More than any manifest, journal or intent has.
    package static let mostBytesRead = 64 << 20

    /// Replaces a file's content by what `content` writes, one piece after another, and waits until it is on the disk.
    package static func write(to path: String, _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
        let file = try OpenFile(path, .replace)
        var end = 0
        try content { piece in
            try file.write(piece, at: end)
            end += piece.count
        }
        try file.sync()
    }

    /// Replaces a file's content and waits until it is on the disk, if asked to.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o666, sync: Bool = true
    ) throws(ETLError) {
        let file = try OpenFile(path, .replace, mode: mode)
        try file.write(bytes, at: 0)
        if sync { try file.sync() }
    }

    /// Writes a file that must not be there yet.
    package static func create(_ path: String, _ bytes: [UInt8]) throws(ETLError) {
        try OpenFile(path, .create).write(bytes, at: 0)
    }

    /// Replaces a file as a whole, or makes it: readers see what was there or what comes, and a link stays a link. The
    /// file keeps its rights unless `mode` gives it others.
    package static func replace(_ path: String, by bytes: [UInt8], mode: UInt32? = nil) throws(ETLError) {
        let target = resolved(path) ?? path
        let part = "\(target).\(UUID().uuidString).part"
        do {
            try write(bytes, to: part)
            var status = stat()
            if let mode {
                unsafe _ = chmod(part, mode_t(mode))
            } else if unsafe stat(target, &status) == 0 {
                unsafe _ = chmod(part, status.st_mode & 0o7777)
            }
            try rename(part, to: target)
        } catch {
            _ = try? remove(part)
            throw error
        }
    }

    /// Adds bytes to the end of a file, or makes it; those of several processes do not mix, and a link stays a link.
    package static func append(_ bytes: [UInt8], to path: String) throws(ETLError) {
        let file = try OpenFile(resolved(path) ?? path, .append)
        // One call adds all of it as a rule; the lock is for the rest, and nothing is waited for.
        let lock = try FileLock(ifFree: file)
        try file.append(bytes)
        _ = consume lock
    }

    /// Why nothing can be read from a path, in a few words.
    package struct Unreadable: Error, CustomStringConvertible {
        package let description: String
    }

    /// All that can be read from a path, links followed, be it a file, a pipe or a device that ends.
    package static func input(_ path: String) throws(Unreadable) -> [UInt8] {
        let descriptor = SystemCall.retrying { unsafe open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            let isThere = kind(following: path) != nil
            throw Unreadable(description: isThere ? "permission denied" : "there is no such file")
        }
        defer { _ = close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count > 0 {
                bytes += piece[..<count]
            } else if errno != EINTR {
                throw Unreadable(description: errno == EISDIR ? "it is a folder" : "permission denied")
            }
        }
    }
}
