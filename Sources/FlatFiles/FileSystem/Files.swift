internal import ETL
internal import Foundation

/// Calls on names in the file system.
enum Files {
    /// What a name in the file system is; the last link of a path is not followed.
    struct Status {
        enum Kind { case file, directory, link, other }
        let kind: Kind
        let size: Int
        /// The file system that it lies on.
        let device: UInt64
        /// When its content was changed last, in nanoseconds since 1970-01-01T00:00:00Z.
        let modified: Int64

        init(_ status: stat) {
            kind =
                switch status.st_mode & S_IFMT {
                case S_IFREG: .file
                case S_IFDIR: .directory
                case S_IFLNK: .link
                default: .other
                }
            size = Int(status.st_size)
            device = UInt64(truncatingIfNeeded: status.st_dev)
            #if canImport(Darwin)
            let time = status.st_mtimespec
            #else
            let time = status.st_mtim
            #endif
            // A clock far from today's is clamped, so that times can be compared whatever a file system says.
            let seconds = min(max(Int64(time.tv_sec), 0), Int64.max / 2_000_000_000)
            modified = seconds * 1_000_000_000 + Int64(time.tv_nsec)
        }
    }

    /// Looks at a name; nil if nothing is there.
    static func status(_ path: String) throws -> Status? {
        var status = stat()
        guard SystemCall.retrying({ unsafe lstat(path, &status) }) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileFailure.error("look at", path, code: errno)
        }
        return Status(status)
    }

    /// A path without links, or nil if it leads nowhere.
    static func resolved(_ path: String) -> String? {
        guard let pointer = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(pointer) }
        return unsafe String(cString: pointer)
    }

    /// Makes a directory; false if it was there.
    @discardableResult
    static func makeDirectory(_ path: String, mode: UInt32 = 0o777) throws -> Bool {
        if SystemCall.retrying({ unsafe mkdir(path, mode_t(mode)) }) == 0 { return true }
        let code = errno
        if code == EEXIST, let found = try status(resolved(path) ?? path), found.kind == .directory { return false }
        throw FileFailure.error("make the directory", path, code: code == EEXIST ? ENOTDIR : code)
    }

    static func rename(_ path: String, to target: String) throws {
        guard try rename(path, ifThereTo: target) else {
            throw FileFailure.error("rename \(path) to", target, code: ENOENT)
        }
    }

    /// Renames a file; false if there is none.
    @discardableResult
    static func rename(_ path: String, ifThereTo target: String) throws -> Bool {
        guard SystemCall.retrying({ unsafe Foundation.rename(path, target) }) == 0 else {
            if errno == ENOENT { return false }
            throw FileFailure.error("rename \(path) to", target, code: errno)
        }
        return true
    }

    /// Removes a file; false if there was none.
    @discardableResult
    static func remove(_ path: String) throws -> Bool {
        if SystemCall.retrying({ unsafe unlink(path) }) == 0 { return true }
        guard errno == ENOENT else { throw FileFailure.error("remove", path, code: errno) }
        return false
    }

    /// Removes a directory with the files in it; directories within are refused.
    static func removeDirectory(_ path: String) throws {
        for name in try names(in: path) { try remove("\(path)/\(name)") }
        guard SystemCall.retrying({ unsafe rmdir(path) }) == 0 || errno == ENOENT else {
            throw FileFailure.error("remove", path, code: errno)
        }
    }

    /// Waits until the names in a directory are on the disk.
    static func syncDirectory(_ path: String) throws {
        try OpenFile(resolved(path) ?? path, .read).sync()
    }

    /// The names in a directory, sorted; empty if there is no such directory.
    static func names(in path: String) throws -> [String] {
        var opened = unsafe opendir(path)
        while unsafe opened == nil, errno == EINTR { unsafe opened = unsafe opendir(path) }
        guard let directory = unsafe opened else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw FileFailure.error("list", path, code: errno)
        }
        defer { unsafe _ = closedir(directory) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(directory) else {
                if errno == EINTR { continue }
                guard errno == 0 else { throw FileFailure.error("list", path, code: errno) }
                return names.sorted()
            }
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { buffer in
                unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
    }

    /// All bytes of a file; nil if there is none.
    ///
    /// - Throws: ``ETLError`` for a file of more than `most` bytes, which cannot be one that this program wrote, and for
    ///   anything that is not a file.
    static func contents(of path: String, most: Int = mostBytesRead) throws -> [UInt8]? {
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
    static let mostBytesRead = 64 << 20

    /// Whether names may be added to a directory and taken out of it.
    static func isWritable(_ directory: String) -> Bool {
        unsafe faccessat(AT_FDCWD, directory, W_OK | X_OK, AT_EACCESS) == 0
    }

    /// Replaces a file's content by what `content` writes, one piece after another, and waits until it is on the disk.
    static func write(to path: String, _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
        let file = try OpenFile(path, .replace)
        var end = 0
        try content { piece in
            try file.write(piece, at: end)
            end += piece.count
        }
        try file.sync()
    }

    /// Replaces a file's content and waits until it is on the disk, if asked to.
    static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o666, sync: Bool = true) throws {
        let file = try OpenFile(path, .replace, mode: mode)
        try file.write(bytes, at: 0)
        if sync { try file.sync() }
    }
}
