internal import ETL
internal import Foundation

/// A small file under the state directory, readable by its owner alone; unlocked and closed when nobody holds it any
/// more.
///
/// The only file of this folder that hands memory to the system. Invariant: each pointer is valid for the bytes that
/// the call is told of, and no call keeps it.
final class StateFile: Sendable {
    let path: String
    private let descriptor: Int32

    /// Opens a file and makes it if need be; a symbolic link in its last place is refused.
    convenience init(_ path: String) throws(ETLError) {
        guard let descriptor = try Self.descriptor(path, O_RDWR | O_CREAT) else {
            throw Self.failure("make", path, ENOENT)
        }
        self.init(path, descriptor)
    }

    /// Opens a file if there is one.
    convenience init?(existing path: String) throws(ETLError) {
        // Over NFS an exclusive lock asks for a file that is open for writing.
        guard let descriptor = try Self.descriptor(path, O_RDWR) else { return nil }
        self.init(path, descriptor)
    }

    private init(_ path: String, _ descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    private static func descriptor(_ path: String, _ flags: Int32) throws(ETLError) -> Int32? {
        let descriptor = retrying { unsafe open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode_t(0o600)) }
        if descriptor >= 0 { return descriptor }
        if errno == ENOENT { return nil }
        throw failure("open", path, errno)
    }

    deinit {
        unlock()
        _ = close(descriptor)
    }

    // MARK: - The lock

    /// Takes the file's lock, which the system gives back when the process dies.
    ///
    /// - Returns: false if somebody else has it.
    func tryLock() throws(ETLError) -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else { throw Self.failure("lock", path, errno) }
        }
        return true
    }

    /// Gives the lock back.
    ///
    /// Closing alone would not do where a child process was just forked: until it begins its own program it has the
    /// file open too.
    func unlock() { flock(descriptor, LOCK_UN) }

    // MARK: - The name

    /// Whether the file still has a name, so that others meet it too.
    var isNamed: Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && status.st_nlink > 0
    }

    /// Takes the file's name away; it does not matter if it is gone.
    func remove() { unsafe _ = unlink(path) }

    // MARK: - The bytes

    /// Length in bytes.
    func size() throws(ETLError) -> Int {
        var status = stat()
        guard Self.retrying({ unsafe fstat(descriptor, &status) }) == 0 else {
            throw Self.failure("look at", path, errno)
        }
        return Int(status.st_size)
    }

    /// The first bytes of the file, `most` at most.
    func read(most: Int) throws(ETLError) -> [UInt8] {
        var code: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
            var got = unsafe pread(descriptor, buffer.baseAddress, most, 0)
            while got < 0, errno == EINTR { got = unsafe pread(descriptor, buffer.baseAddress, most, 0) }
            code = got < 0 ? errno : 0
            filled = max(0, got)
        }
        guard code == 0 else { throw Self.failure("read", path, code) }
        return bytes
    }

    /// Writes a few bytes at a place.
    func write(_ bytes: [UInt8], at offset: Int) throws(ETLError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                guard let base = buffer.baseAddress else { return 0 }
                return unsafe pwrite(descriptor, base + done, buffer.count - done, off_t(offset + done))
            }
            if count > 0 {
                done += count
            } else if errno != EINTR {
                throw Self.failure("write", path, errno)
            }
        }
    }

    /// Takes everything out of the file.
    func empty() throws(ETLError) {
        guard Self.retrying({ ftruncate(descriptor, 0) }) == 0 else { throw Self.failure("empty", path, errno) }
    }

    // MARK: - Directories

    /// Makes a directory and those above it, for their owner alone; what is there stays as it is.
    static func makeDirectories(_ path: String) throws(ETLError) {
        if retrying({ unsafe mkdir(path, mode_t(0o700)) }) == 0 { return }
        let code = errno
        if code == EEXIST || code == EISDIR {
            guard isDirectory(path) else { throw failure("make the directory", path, ENOTDIR) }
        } else if code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeDirectories(String(path[..<slash]))
            if retrying({ unsafe mkdir(path, mode_t(0o700)) }) != 0, errno != EEXIST {
                throw failure("make the directory", path, errno)
            }
        } else {
            throw failure("make the directory", path, code)
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in a directory, sorted; none if there is no such directory.
    static func names(in path: String) throws(ETLError) -> [String] {
        guard isDirectory(path) else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw failure("list", path, EACCES)
        }
        return names.sorted()
    }

    /// Repeats a call for as long as it fails because a signal came.
    private static func retrying(_ call: () -> Int32) -> Int32 {
        while true {
            let result = call()
            guard result == -1, errno == EINTR else { return result }
        }
    }

    private static func failure(_ what: String, _ path: String, _ code: Int32) -> ETLError {
        let reason = unsafe String(cString: strerror(code))
        return ETLError(
            .files, scope: .run, "The state directory cannot be used: could not \(what) \(path): \(reason)",
            advice: "Make it writable, or name another one with --state-dir, WOLKVOX_ETL_STATE or XDG_STATE_HOME")
    }
}
