package import ETL
internal import Foundation

/// An open file, closed when nobody holds it any more.
///
/// One of the few files that hand memory to the system. Invariant: each pointer is valid for the bytes that the call is
/// told of, and no call keeps it.
package final class OpenFile: Sendable {
    /// How a file is opened.
    package enum Access {
        case read
        /// For reading and writing; it must be there.
        case existing
        /// Created if missing, kept as it is otherwise.
        case update
        /// Created if missing, emptied otherwise.
        case replace
        /// Created; it must be missing.
        case create
        /// Created if missing; all that is written goes to its end.
        case append

        fileprivate var flags: Int32 {
            switch self {
            case .read: O_RDONLY
            case .existing: O_RDWR
            case .update: O_RDWR | O_CREAT
            case .replace: O_RDWR | O_CREAT | O_TRUNC
            case .create: O_RDWR | O_CREAT | O_EXCL
            case .append: O_WRONLY | O_CREAT | O_APPEND
            }
        }
    }

    package let path: String
    private let descriptor: Int32
    private let errors: FileErrors

    /// Opens a file, or a directory to flush it; a symbolic link in its last place is refused, and so is reading from a
    /// pipe or a device, which would keep the program waiting.
    package convenience init(
        _ path: String, _ access: Access, mode: UInt32 = 0o666, errors: @escaping FileErrors = \.ofOutput
    ) throws(ETLError) {
        let descriptor = Self.descriptor(path, access: access, mode: mode)
        guard descriptor >= 0 else { throw errors(FileFailure(what: "open", path: path, code: errno)) }
        try self.init(path, access: access, descriptor: descriptor, errors: errors)
    }

    /// Opens a file if there is one.
    package convenience init?(
        ifThere path: String, _ access: Access, errors: @escaping FileErrors = \.ofOutput
    ) throws(ETLError) {
        let descriptor = Self.descriptor(path, access: access, mode: 0)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw errors(FileFailure(what: "open", path: path, code: errno))
        }
        try self.init(path, access: access, descriptor: descriptor, errors: errors)
    }

    private init(
        _ path: String, access: Access, descriptor: Int32, errors: @escaping FileErrors
    ) throws(ETLError) {
        self.path = path
        self.descriptor = descriptor
        self.errors = errors
        if case .read = access, try status().kind == .other { throw failure("read", EINVAL) }
    }

    private static func descriptor(_ path: String, access: Access, mode: UInt32) -> Int32 {
        let flags = access.flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        return SystemCall.retrying { unsafe open(path, flags, mode_t(mode)) }
    }

    deinit { _ = close(descriptor) }

    /// Writes all bytes at a place.
    package func write(_ bytes: [UInt8], at offset: Int) throws(ETLError) { try put(bytes, at: offset) }

    /// Writes bytes to the end of a file that was opened for that, in one call as far as the system allows it.
    package func append(_ bytes: [UInt8]) throws(ETLError) { try put(bytes, at: nil) }

    /// Writes all bytes at a place, or to the end where there is none, in as few calls as the system allows.
    private func put(_ bytes: [UInt8], at offset: Int?) throws(ETLError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                guard let base = buffer.baseAddress else { return 0 }
                let left = buffer.count - done
                // The module's, for `write` is a method here.
                guard let offset else { return unsafe Foundation.write(descriptor, base + done, left) }
                return unsafe pwrite(descriptor, base + done, left, off_t(offset + done))
            }
            if count < 0 {
                guard errno == EINTR else { throw failure("write", errno, needed: bytes.count - done) }
            } else {
                done += count
            }
        }
    }

    /// Reads up to `count` bytes from a place; fewer only at the end of the file.
    package func read(at offset: Int, count: Int) throws(ETLError) -> [UInt8] {
        var code: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let base = buffer.baseAddress else { return }
            while filled < count {
                let got = unsafe pread(descriptor, base + filled, count - filled, off_t(offset + filled))
                if got > 0 {
                    filled += got
                } else if got == 0 {
                    return
                } else if errno != EINTR {
                    code = errno
                    return
                }
            }
        }
        guard code == 0 else { throw failure("read", code) }
        return bytes
    }

    /// Cuts the file to a length.
    package func truncate(to length: Int) throws(ETLError) {
        guard SystemCall.retrying({ ftruncate(descriptor, off_t(length)) }) == 0 else {
            throw failure("shorten", errno)
        }
    }

    /// Waits until all that was written is on the disk.
    package func sync() throws(ETLError) {
        guard SystemCall.retrying({ fsync(descriptor) }) == 0 else { throw failure("flush", errno) }
    }

    /// Length in bytes.
    package func size() throws(ETLError) -> Int { try status().size }

    /// Whether the file still has a name, so that others meet it too.
    package var isNamed: Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && status.st_nlink > 0
    }

    /// Takes the file's name away; it does not matter if it is gone.
    package func removeName() { unsafe _ = unlink(path) }

    /// What it is, and how large.
    private func status() throws(ETLError) -> Files.Status {
        var status = stat()
        guard SystemCall.retrying({ unsafe fstat(descriptor, &status) }) == 0 else {
            throw failure("look at", errno)
        }
        return Files.Status(status)
    }

    // MARK: - The lock, for ``FileLock``

    func lock(wait: Bool) throws(ETLError) -> Bool {
        while flock(descriptor, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK, !wait { return false }
            guard errno == EINTR else { throw failure("lock", errno) }
        }
        return true
    }

    func unlock() { flock(descriptor, LOCK_UN) }

    private func failure(_ what: String, _ code: Int32, needed: Int? = nil) -> ETLError {
        errors(FileFailure(what: what, path: path, code: code, needed: needed))
    }
}
