internal import ETL
package import Lease
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Where the leases of tokens lie that many hosts share, and how long others wait for a silent holder.
package struct LeaseObjects: Sendable {
    let store: any LeaseStore
    let length: Duration
    /// The time on a clock that also runs while the machine is suspended; nil for the system's.
    let clock: (@Sendable () -> Duration)?

    /// Leases in a store.
    package init(_ store: any LeaseStore, length: Duration, clock: (@Sendable () -> Duration)? = nil) {
        (self.store, self.length, self.clock) = (store, length, clock)
    }
}

/// Keeps all leases of a process that lie in an object store.
final class LeaseKeeper: Sendable {
    private struct State {
        var leases: [SharedLease] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let bell = LeaseBell()

    /// Has a lease kept as long as ``keeping(_:)`` goes on.
    func add(_ lease: SharedLease) {
        state.withLock { $0.leases.append(lease) }
        bell.ring()
    }

    /// Keeps the leases while `work` is done, and gives them back when it has ended, however it has.
    func keeping<T>(_ work: nonisolated(nonsending) () async throws -> T) async throws -> T {
        // Who is cancelled still gives its leases back: those who keep them are not cancelled with it, but waited for.
        let kept = MultiThreadedEventLoopGroup.singleton.any().makeFutureWithTask { await self.keepAll() }
        let result = await Result(awaiting: work)
        let leases = state.withLock { state in
            state.isClosed = true
            return state.leases
        }
        for lease in leases { lease.close() }
        bell.ring()
        try await kept.get()
        return try result.get()
    }

    private func keepAll() async {
        await withDiscardingTaskGroup { group in
            var begun = 0
            while true {
                let (leases, isClosed) = state.withLock { ($0.leases, $0.isClosed) }
                for lease in leases[begun...] { group.addTask { await lease.keep() } }
                begun = leases.count
                if isClosed { return }
                await bell.wait(nil)
            }
        }
    }
}
