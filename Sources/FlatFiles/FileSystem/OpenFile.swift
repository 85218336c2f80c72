internal import Foundation

/// An open file, closed when nobody holds it any more.
///
/// The only file besides `Files.swift` that hands memory to the system. Invariant: each pointer is valid for the bytes
/// that the call is told of, and no call keeps it.
final class OpenFile: Sendable {
    /// How a file is opened.
    enum Access {
        case read
        /// Created if missing, kept as it is otherwise.
        case update
        /// Created if missing, emptied otherwise.
        case replace

        fileprivate var flags: Int32 {
            switch self {
            case .read: O_RDONLY
            case .update: O_RDWR | O_CREAT
            case .replace: O_RDWR | O_CREAT | O_TRUNC
            }
        }
    }

    let path: String
    private let descriptor: Int32

    /// Opens a file, or a directory to flush it; a symbolic link in its last place is refused, and so is reading from a
    /// pipe or a device, which would keep the program waiting.
    init(_ path: String, _ access: Access, mode: UInt32 = 0o666) throws {
        self.path = path
        let flags = access.flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        descriptor = SystemCall.retrying { unsafe open(path, flags, mode_t(mode)) }
        guard descriptor >= 0 else { throw FileFailure.error("open", path, code: errno) }
        if case .read = access, try status().kind == .other {
            throw FileFailure.error("read", path, code: EINVAL)
        }
    }

    deinit {
        unlock()
        _ = close(descriptor)
    }

    /// Writes all bytes at a place.
    func write(_ bytes: [UInt8], at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                guard let base = buffer.baseAddress else { return 0 }
                return unsafe pwrite(descriptor, base + done, buffer.count - done, off_t(offset + done))
            }
            if count < 0 {
                guard errno == EINTR else {
                    throw FileFailure.error("write", path, code: errno, needed: bytes.count - done)
                }
            } else {
                done += count
            }
        }
    }

    /// Reads up to `count` bytes from a place; fewer only at the end of the file.
    func read(at offset: Int, count: Int) throws -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let base = buffer.baseAddress else { return }
            while filled < count {
                let got = unsafe pread(descriptor, base + filled, count - filled, off_t(offset + filled))
                if got > 0 {
                    filled += got
                } else if got == 0 {
                    return
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        guard failure == 0 else { throw FileFailure.error("read", path, code: failure) }
        return bytes
    }

    /// Cuts the file to a length.
    func truncate(to length: Int) throws {
        guard SystemCall.retrying({ ftruncate(descriptor, off_t(length)) }) == 0 else {
            throw FileFailure.error("shorten", path, code: errno)
        }
    }

    /// Waits until all that was written is on the disk.
    func sync() throws {
        guard SystemCall.retrying({ fsync(descriptor) }) == 0 else {
            throw FileFailure.error("flush", path, code: errno)
        }
    }

    /// Length in bytes.
    func size() throws -> Int { try status().size }

    /// What it is, and how large.
    private func status() throws -> Files.Status {
        var status = stat()
        guard SystemCall.retrying({ unsafe fstat(descriptor, &status) }) == 0 else {
            throw FileFailure.error("look at", path, code: errno)
        }
        return Files.Status(status)
    }

    /// Gives the file's lock back.
    ///
    /// Closing alone would not do where a child process was just forked: until it begins its own program it has the
    /// file open too.
    func unlock() { flock(descriptor, LOCK_UN) }

    /// Takes the file's lock, which the system gives back when the process dies.
    ///
    /// - Returns: whether the lock is held; false only if `wait` is false and somebody else has it.
    func lock(wait: Bool) throws -> Bool {
        while flock(descriptor, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK, !wait { return false }
            guard errno == EINTR else { throw FileFailure.error("lock", path, code: errno) }
        }
        return true
    }
}
