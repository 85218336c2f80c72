internal import Foundation

/// The three files that every process has, or should have.
package enum StandardStreams {
    /// One of them, by its descriptor.
    package enum Stream: Int32, CaseIterable, Sendable {
        case input, output, errors
    }

    /// Opens what the caller closed, so that no file of the program gets its number and a result is not written into it,
    /// and has a reader that goes away end a write with an error, not the process.
    package static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        for stream in Stream.allCases where fcntl(stream.rawValue, F_GETFD) == -1 {
            // Only for reading: what is written to a stdout that was closed fails, as it should.
            _ = unsafe open("/dev/null", stream == .errors ? O_RDWR : O_RDONLY)
        }
    }

    /// What kept bytes from being written.
    package struct Obstacle: Sendable {
        let code: Int32

        /// Whether a reader such as `head` has read enough.
        package var isReaderGone: Bool { code == EPIPE }
        /// The system's words for it.
        package var reason: String { unsafe String(cString: strerror(code)) }
    }

    /// Writes all bytes; returns what kept them from being written, or nil.
    package static func writeAll(_ bytes: [UInt8], to stream: Stream) -> Obstacle? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(stream.rawValue, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var waiting = pollfd(fd: stream.rawValue, events: Int16(POLLOUT), revents: 0)
                    _ = unsafe poll(&waiting, 1, -1)
                    continue
                }
                return Obstacle(code: errno)
            }
            rest = rest.dropFirst(count)
        }
        return nil
    }

    /// Whether a stream leads to a terminal.
    package static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

    /// The size of the terminal that a stream leads to; nil if it leads elsewhere.
    package static func size(of stream: Stream) -> (columns: Int, rows: Int)? {
        var size = winsize()
        guard unsafe ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}
