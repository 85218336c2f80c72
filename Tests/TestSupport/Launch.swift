public import Foundation
internal import Synchronization

/// Starts programs one at a time: where tests start many at once, `Process.run()` of Foundation on Linux crashes now and
/// then in a copy of its own.
public enum Launch {
    private static let turn = Mutex(())

    /// Starts a process; it runs on beside others.
    public static func run(_ process: Process) throws {
        try turn.withLock { _ in try process.run() }
    }
}
