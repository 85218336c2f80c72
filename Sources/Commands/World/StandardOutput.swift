import Disk
import Synchronization

/// The process's stdout, and what has kept a result from being written to it.
final class StandardOutput: Sendable {
    /// The only one.
    static let shared = StandardOutput()

    private let failure = Mutex<StandardStreams.Obstacle?>(nil)

    /// Writes text; nothing more is written after a failure.
    func write(_ text: String) {
        failure.withLock { failure in
            if failure == nil { failure = StandardStreams.writeAll(Array(text.utf8), to: .output) }
        }
    }

    /// Why not all text could be written, in words; nil if it was, or if a reader such as `head` has read enough.
    var obstacle: String? { failure.withLock { $0.flatMap { $0.isReaderGone ? nil : $0.reason } } }
}
