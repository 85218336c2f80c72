internal import Dispatch
internal import Foundation

/// Calls of the system that a signal may interrupt.
enum SystemCall {
    /// Repeats a call for as long as it fails because a signal came.
    static func retrying(_ call: () -> Int32) -> Int32 {
        while true {
            let result = call()
            guard result == -1, errno == EINTR else { return result }
        }
    }
}

/// Work that waits for the disk.
package enum Blocking {
    /// Does `work` and waits for it without keeping one of the few threads that all tasks share.
    package static func run<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { waiting in
            // A queue of its own has a thread of its own; the global ones run on those that tasks share.
            DispatchQueue(label: "disk").async { waiting.resume(with: Result(catching: work)) }
        }
    }
}
