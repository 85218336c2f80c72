internal import Synchronization

/// Work that goes on while its caller does something else: one piece after another, each to its end even where the
/// caller is cancelled.
package actor Errands {
    private var queue: [@Sendable () async -> Void] = []
    private var runner: CheckedContinuation<Void, Never>?
    private var isClosed = false

    /// Runs `body` with errands that are all done when it returns; a child task runs them.
    package static func withErrands<R: Sendable, Failure: Error>(
        _ body: nonisolated(nonsending) (Errands) async throws(Failure) -> R
    ) async throws(Failure) -> R {
        let errands = Errands()
        return try await withTaskGroup(of: Void.self) { group in
            group.addTask { await errands.work() }
            let outcome = await Result(awaiting: { () throws(Failure) in try await body(errands) })
            await errands.close()
            await group.waitForAll()
            return outcome
        }.get()
    }

    /// Adds an errand.
    package func begin<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Errand<Value> {
        let errand = Errand<Value>()
        queue.append { errand.finish(await work()) }
        runner.take()?.resume()
        return errand
    }

    private func work() async {
        while let errand = await next() { await errand() }
    }

    private func next() async -> (@Sendable () async -> Void)? {
        while queue.isEmpty {
            if isClosed { return nil }
            await withCheckedContinuation { runner = $0 }
        }
        return queue.removeFirst()
    }

    private func close() {
        isClosed = true
        runner.take()?.resume()
    }
}

/// The outcome of an errand, for the one that waits for it.
package final class Errand<Value: Sendable>: Sendable {
    private enum State {
        case running(waiter: CheckedContinuation<Value, Never>?)
        case done(Value)
    }

    private let state = Mutex(State.running(waiter: nil))

    fileprivate func finish(_ value: Value) {
        let waiter = state.withLock { state -> CheckedContinuation<Value, Never>? in
            guard case .running(let waiter) = state else { return nil }
            state = .done(value)
            return waiter
        }
        waiter?.resume(returning: value)
    }

    /// Waits for the outcome.
    package var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let done = state.withLock { state -> Value? in
                    if case .done(let value) = state { return value }
                    state = .running(waiter: continuation)
                    return nil
                }
                if let done { continuation.resume(returning: done) }
            }
        }
    }
}

extension Result {
    /// What some work comes to, however it ends: something else has to be done first, whether it went well or not.
    ///
    /// - Parameter work: the work.
    package init(
        awaiting work: nonisolated(nonsending) () async throws(Failure) -> Success
    ) async {
        do throws(Failure) {
            self = .success(try await work())
        } catch {
            self = .failure(error)
        }
    }
}
