import Foundation
import Synchronization

/// The process's stdout, and what has kept a result from being written to it.
final class StandardOutput: Sendable {
    /// The only one.
    static let shared = StandardOutput()

    private let failure = Mutex<Int32?>(nil)

    /// Writes text; nothing more is written after a failure.
    func write(_ text: String) {
        failure.withLock { failure in
            if failure == nil { failure = StandardStreams.writeAll(Array(text.utf8), to: STDOUT_FILENO) }
        }
    }

    /// Why not all text could be written, in words; nil if it was, or if a reader such as `head` has read enough.
    var obstacle: String? {
        failure.withLock { code in code.flatMap { $0 == EPIPE ? nil : unsafe String(cString: strerror($0)) } }
    }
}

/// The three files that every process has, or should have.
enum StandardStreams {
    /// Opens what the caller closed, so that no file of the program gets its number and a result is not written into it,
    /// and has a reader that goes away end a write with an error, not the process.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
            // Only for reading: what is written to a stdout that was closed fails, as it should.
            _ = unsafe open("/dev/null", descriptor == STDERR_FILENO ? O_RDWR : O_RDONLY)
        }
    }

    /// Writes all bytes.
    ///
    /// - Returns: the error number of what failed; nil if nothing did.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = unsafe poll(&waiting, 1, -1)
                    continue
                }
                return errno
            }
            rest = rest.dropFirst(count)
        }
        return nil
    }
}
