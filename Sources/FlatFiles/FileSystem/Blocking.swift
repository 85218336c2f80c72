internal import Dispatch

/// Work that waits for the disk.
enum Blocking {
    /// Does `work` and waits for it without keeping one of the few threads that all tasks share.
    static func run<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { waiting in
            // A queue of its own has a thread of its own; the global ones run on those that tasks share.
            DispatchQueue(label: "disk").async { waiting.resume(with: Result(catching: work)) }
        }
    }
}
