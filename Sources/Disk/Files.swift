package import ETL
internal import Foundation

/// Calls on names in the file system.
package enum Files {
    /// What a name in the file system is; the last link of a path is not followed.
    package struct Status {
        package enum Kind { case file, directory, link, other }
        package let kind: Kind
        package let size: Int
        /// The file system that it lies on.
        package let device: UInt64
        /// When its content was changed last, in nanoseconds since 1970-01-01T00:00:00Z.
        package let modified: Int64

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
    package static func status(_ path: String) throws(ETLError) -> Status? {
        var status = stat()
        guard SystemCall.retrying({ unsafe lstat(path, &status) }) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileFailure.error("look at", path, code: errno)
        }
        return Status(status)
    }

    /// What a path leads to, links followed; nil if it leads nowhere.
    package static func kind(following path: String) -> Status.Kind? {
        var status = stat()
        return SystemCall.retrying({ unsafe stat(path, &status) }) == 0 ? Status(status).kind : nil
    }

    /// Whether a path leads to a directory.
    package static func isDirectory(_ path: String) -> Bool { kind(following: path) == .directory }

    /// A path without links, or nil if it leads nowhere.
    package static func resolved(_ path: String) -> String? {
        guard let pointer = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(pointer) }
        return unsafe String(cString: pointer)
    }

    /// Makes a directory; false if it was there.
    @discardableResult
    package static func makeDirectory(
        _ path: String, mode: UInt32 = 0o777, errors: FileErrors = \.ofOutput
    ) throws(ETLError) -> Bool {
        if SystemCall.retrying({ unsafe mkdir(path, mode_t(mode)) }) == 0 { return true }
        let code = errno
        // Darwin says EISDIR of the root.
        let isTaken = code == EEXIST || code == EISDIR
        if isTaken, isDirectory(path) { return false }
        throw errors(FileFailure(what: "make the directory", path: path, code: isTaken ? ENOTDIR : code))
    }

    /// Makes a directory and those above it, as far as they are missing.
    package static func makeDirectories(_ path: String, mode: UInt32, errors: FileErrors) throws(ETLError) {
        let parent = parent(of: path)
        if !isDirectory(path), !parent.isEmpty, kind(following: parent) == nil {
            try makeDirectories(parent, mode: mode, errors: errors)
        }
        try makeDirectory(path, mode: mode, errors: errors)
    }

    package static func rename(_ path: String, to target: String) throws(ETLError) {
        guard try rename(path, ifThereTo: target) else {
            throw FileFailure.error("rename \(path) to", target, code: ENOENT)
        }
    }

    /// Renames a file; false if there is none.
    @discardableResult
    package static func rename(_ path: String, ifThereTo target: String) throws(ETLError) -> Bool {
        guard SystemCall.retrying({ unsafe Foundation.rename(path, target) }) == 0 else {
            if errno == ENOENT { return false }
            throw FileFailure.error("rename \(path) to", target, code: errno)
        }
        return true
    }

    /// Removes a file; false if there was none.
    @discardableResult
    package static func remove(_ path: String) throws(ETLError) -> Bool {
        if SystemCall.retrying({ unsafe unlink(path) }) == 0 { return true }
        guard errno == ENOENT else { throw FileFailure.error("remove", path, code: errno) }
        return false
    }

    /// Removes a directory with the files in it; directories within are refused.
    package static func removeDirectory(_ path: String) throws(ETLError) {
        for name in try names(in: path) { try remove("\(path)/\(name)") }
        guard SystemCall.retrying({ unsafe rmdir(path) }) == 0 || errno == ENOENT else {
            throw FileFailure.error("remove", path, code: errno)
        }
    }

    /// Removes a directory with all that is in it, as far as that is possible.
    package static func removeTree(_ path: String) {
        for name in (try? names(in: path)) ?? [] {
            let child = "\(path)/\(name)"
            if (try? status(child))??.kind == .directory { removeTree(child) } else { _ = try? remove(child) }
        }
        unsafe _ = rmdir(path)
    }

    /// Makes a directory for files that are needed for a moment, readable by their owner alone.
    package static func makeTemporaryDirectory(_ name: String) throws(ETLError) -> String {
        let path = "\(resolved(NSTemporaryDirectory()) ?? "/tmp")/\(name)-\(UUID().uuidString)"
        try makeDirectory(path, mode: 0o700)
        return path
    }

    /// Waits until the names in a directory are on the disk.
    package static func syncDirectory(_ path: String) throws(ETLError) {
        try OpenFile(resolved(path) ?? path, .read).sync()
    }

    /// The names in a directory, sorted; empty if there is no such directory.
    package static func names(
        in path: String, errors: FileErrors = \.ofOutput
    ) throws(ETLError) -> [String] {
        var opened = unsafe opendir(path)
        while unsafe opened == nil, errno == EINTR { unsafe opened = unsafe opendir(path) }
        guard let directory = unsafe opened else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw errors(FileFailure(what: "list", path: path, code: errno))
        }
        defer { unsafe _ = closedir(directory) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(directory) else {
                if errno == EINTR { continue }
                guard errno == 0 else { throw errors(FileFailure(what: "list", path: path, code: errno)) }
                return names.sorted()
            }
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { buffer in
                unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
    }

    /// Whether names may be added to a directory and taken out of it.
    package static func isWritable(_ directory: String) -> Bool {
        unsafe faccessat(AT_FDCWD, directory, W_OK | X_OK, AT_EACCESS) == 0
    }

    /// Whether a file or directory may be read.
    package static func isReadable(_ path: String) -> Bool {
        unsafe faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0
    }

    /// The directory that relative paths start from.
    package static var currentDirectory: String { FileManager.default.currentDirectoryPath }

    /// The part of a path before its last name; empty for a single name.
    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
