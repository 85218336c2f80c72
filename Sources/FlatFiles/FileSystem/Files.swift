internal import Foundation

/// Calls on names in the file system.
enum Files {
    /// What a name stands for; the last link of a path is not followed.
    struct Status {
        enum Kind { case file, directory, link, other }
        let kind: Kind
        let size: Int
    }

    /// Looks at a name; nil if nothing is there.
    static func status(_ path: String) throws -> Status? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileFailure.error("look at", path, code: errno)
        }
        let kind: Status.Kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .link
            default: .other
            }
        return Status(kind: kind, size: Int(status.st_size))
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
        if unsafe mkdir(path, mode_t(mode)) == 0 { return true }
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
        guard unsafe Foundation.rename(path, target) == 0 else {
            if errno == ENOENT { return false }
            throw FileFailure.error("rename \(path) to", target, code: errno)
        }
        return true
    }

    /// Removes a file; false if there was none.
    @discardableResult
    static func remove(_ path: String) throws -> Bool {
        if unsafe unlink(path) == 0 { return true }
        guard errno == ENOENT else { throw FileFailure.error("remove", path, code: errno) }
        return false
    }

    /// Removes a directory with the files in it; directories within are refused.
    static func removeDirectory(_ path: String) throws {
        for name in try names(in: path) { try remove("\(path)/\(name)") }
        guard unsafe rmdir(path) == 0 || errno == ENOENT else { throw FileFailure.error("remove", path, code: errno) }
    }

    /// Waits until the names in a directory are on the disk.
    static func syncDirectory(_ path: String) throws {
        try OpenFile(resolved(path) ?? path, .read).sync()
    }

    /// The names in a directory, sorted; none if there is no such directory.
    static func names(in path: String) throws -> [String] {
        guard let directory = unsafe opendir(path) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw FileFailure.error("list", path, code: errno)
        }
        defer { unsafe _ = closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { buffer in
                unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// All bytes of a file; nil if there is none.
    static func contents(of path: String) throws -> [UInt8]? {
        guard let found = try status(path) else { return nil }
        return try OpenFile(path, .read).read(at: 0, count: found.size)
    }

    /// Writes a file anew and waits until it is on the disk, if asked to.
    static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o666, sync: Bool = true) throws {
        let file = try OpenFile(path, .replace, mode: mode)
        try file.write(bytes, at: 0)
        if sync { try file.sync() }
    }
}
