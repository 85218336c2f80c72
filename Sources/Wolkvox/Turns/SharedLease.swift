internal import ETL
internal import Lease
internal import Synchronization

/// The lease of one token in an object store: one task keeps it, and others ask it for calls, one at a time.
///
/// What happens when is ``LeaseMachine``'s to decide; here are the clock, the store and those who wait.
final class SharedLease: Sendable {
    private struct State {
        var machine: LeaseMachine
        var asker: CheckedContinuation<Void, any Error>?
        var isClosed = false
    }

    private let state: Mutex<State>
    private let bell = LeaseBell()
    private let store: any LeaseStore
    private let name: String
    /// Whose token it is, for people.
    private let subject: String
    private let terms: LeaseTerms
    private let clock: @Sendable () -> Duration
    /// Until when calls may go on.
    let deadline: CallDeadline

    init(_ name: String, of subject: String, in shared: LeaseObjects, on terms: LeaseTerms) {
        (store, self.name, self.subject, self.terms) = (shared.store, name, subject, terms)
        let start = ContinuousClock.now
        // A continuous clock runs on while the machine is suspended.
        let clock = shared.clock ?? { start.duration(to: .now) }
        self.clock = clock
        let nonce = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
        state = Mutex(
            State(
                machine: LeaseMachine(
                    nonce: nonce, owner: terms.holder(), timing: LeaseTiming(length: shared.length))))
        deadline = CallDeadline(clock: clock) { Self.error(.notRenewed(nil), subject) }
    }

    /// The lease's name and number, for what is committed under it; nil before it was held.
    var fence: Fence? {
        state.withLock(\.machine.number).map { Fence(lease: store.place(of: name), number: $0) }
    }

    /// Calls that were made on a day by all holders, as far as is known; nil before the first look.
    func spent(on day: Day) -> Int? { state.withLock { $0.machine.spent(on: day) } }

    /// Waits until a call may be made, and counts it.
    ///
    /// - Throws: ``ETLError``, `CancellationError`, and ``Spent``.
    func call(_ wish: LeaseWish) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (asker: CheckedContinuation<Void, any Error>) in
                let isOver = state.withLock { state -> Bool in
                    if Task.isCancelled || state.isClosed { return true }
                    state.machine.ask(wish)
                    state.asker = asker
                    return false
                }
                if isOver { asker.resume(throwing: CancellationError()) } else { bell.ring() }
            }
        } onCancel: {
            withdraw()
        }
    }

    /// The calls of the day are made.
    struct Spent: Error { let calls: Int }

    private func withdraw() {
        state.withLock { state in
            state.machine.withdraw()
            return state.asker.take()
        }?.resume(throwing: CancellationError())
        bell.ring()
    }

    /// Asks for the lease to be given back; the next call takes it again.
    func release() {
        state.withLock { $0.machine.release() }
        bell.ring()
    }

    /// Gives the lease back and ends ``keep()``. No call may be asked for afterwards.
    func close() {
        state.withLock { state in
            state.machine.release()
            state.isClosed = true
        }
        bell.ring()
    }

    /// Keeps the lease until it is closed, for those who ask for calls.
    func keep() async {
        while true {
            let (action, isClosed) = state.withLock { state in
                let action = state.machine.next(at: clock())
                deadline.set(state.machine.end)
                return (action, state.isClosed)
            }
            switch action {
            case .read(let timeout):
                await ask(within: timeout) { [store, name] in
                    try await store.read(name)
                } then: {
                    $0.didRead($1, at: $2)
                }
            case .write(let record, let version, let timeout):
                await ask(within: timeout) { [store, name] in
                    try await store.write(name, record, over: version)
                } then: {
                    $0.didWrite($1, at: $2)
                }
            case .answer(let answer): tell(answer)
            case .notice(let holder): terms.noteWait(for: subject, "held by \(holder.sentence)")
            case .stop(let loss): deadline.end(with: Self.error(loss, subject))
            case .wait(let time):
                if isClosed, time == nil { return }
                await bell.wait(time.map { max(.zero, $0 - clock()) })
            }
        }
    }

    private func tell(_ answer: LeaseAnswer) {
        guard let asker = state.withLock({ $0.asker.take() }) else { return }
        switch answer {
        case .granted: asker.resume()
        case .spent(let calls): asker.resume(throwing: Spent(calls: calls))
        case .busy(let holder): asker.resume(throwing: terms.busy(subject, "held by \(holder.sentence)"))
        case .lost(let loss): asker.resume(throwing: Self.error(loss, subject))
        case .failed(let trouble):
            asker.resume(
                throwing: ETLError(
                    trouble.isFinal ? trouble.code : .tryLater, scope: .token,
                    "The lease of the token of \(subject), \(store.place(of: name)), cannot be used: \(trouble.message)",
                    advice: trouble.advice.isEmpty ? "Run again" : trouble.advice))
        }
    }

    private static func error(_ loss: LeaseLoss, _ subject: String) -> ETLError {
        let reason =
            switch loss {
            case .notRenewed(let trouble):
                "could not be renewed in time" + (trouble.map { " (\($0.message))" } ?? "")
            case .taken(let holder): "was taken over by \(holder.sentence)"
            case .removed: "is gone: its object was deleted"
            }
        return ETLError(
            .tryLater, scope: .token, "The lease of the token of \(subject) \(reason)",
            advice: "Run again; what is finished is kept")
    }

    /// Does some work unless it takes too long, and tells the machine what came of it.
    private func ask<T: Sendable>(
        within timeout: Duration, _ work: @escaping @Sendable () async throws -> T,
        then note: (inout LeaseMachine, T, Duration) -> Void
    ) async {
        let result = await withTaskGroup(of: Result<T, LeaseTrouble>.self) { group in
            group.addTask {
                do {
                    return .success(try await work())
                } catch {
                    return .failure((error as? ETLError).map(LeaseTrouble.init) ?? .silence)
                }
            }
            group.addTask {
                try? await Task.sleep(for: timeout)
                return .failure(.silence)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.silence)
        }
        state.withLock { state in
            switch result {
            case .success(let answer): note(&state.machine, answer, clock())
            case .failure(let trouble): state.machine.didFail(trouble, at: clock())
            }
        }
    }
}
