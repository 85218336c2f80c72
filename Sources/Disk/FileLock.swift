package import ETL

/// The lock of a file, which nobody else has; given back when this value ends, and by the system when the process dies.
///
/// It has one owner, so it can be neither given back twice nor forgotten.
package struct FileLock: ~Copyable, Sendable {
    /// The locked file.
    package let file: OpenFile

    /// Takes the lock of a file that was opened for it; waits for it if somebody else has it.
    package init(waitingFor file: OpenFile) throws(ETLError) {
        self.file = file
        _ = try file.lock(wait: true)
    }

    /// Takes the lock of a file that was opened for it; nil if somebody else has it.
    package init?(ifFree file: OpenFile) throws(ETLError) {
        guard try file.lock(wait: false) else { return nil }
        self.file = file
    }

    /// Does something while the lock is held.
    package consuming func holding<R>(_ body: () throws -> R) rethrows -> R { try body() }

    // Closing alone would not do where a child process was just forked: until it begins its own program it has the file
    // open too.
    deinit { file.unlock() }
}

/// A locked file with several owners; the last of them gives the lock back.
package final class LockedFile: Sendable {
    private let lock: FileLock

    package init(_ lock: consuming FileLock) { self.lock = lock }

    package var file: OpenFile { lock.file }
}
