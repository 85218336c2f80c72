internal import Synchronization

/// Wakes the one task that waits for it, at a time or when it is rung.
final class LeaseBell: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Wakes who waits, or who waits next.
    func ring() {
        state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.isRung = state.waiter == nil
            return state.waiter.take()
        }?.resume()
    }

    /// Waits until it is rung or some time has passed; nil waits for as long as it takes.
    func wait(_ time: Duration?) async {
        await withTaskGroup(of: Void.self) { group in
            if let time { group.addTask { try? await Task.sleep(for: time) } }
            group.addTask { await self.rung() }
            await group.next()
            group.cancelAll()
        }
    }

    private func rung() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isOver = state.withLock { state -> Bool in
                    // A ring that nobody waited for, or a wait that was ended before it began.
                    if state.isRung || Task.isCancelled {
                        state.isRung = state.isRung && Task.isCancelled
                        return true
                    }
                    state.waiter = waiter
                    return false
                }
                if isOver { waiter.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
    }
}
