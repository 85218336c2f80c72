public import ETL
internal import Synchronization

/// Lets one request at a time pass for a token, in the order of asking.
public final class TokenLane: CallGate {
    private struct State {
        var isTaken = false
        var lastTicket = 0
        var queue: [(ticket: Int, waiter: CheckedContinuation<Void, any Error>)] = []
        var cancelled: Set<Int> = []
        var hasHeard = false
    }

    private let state = Mutex(State())
    private let next: any CallGate

    /// A lane that leads to a further gate, which is asked while the lane is held.
    public init(then next: any CallGate = OpenGate()) { self.next = next }

    /// How many requests wait.
    public var waiting: Int { state.withLock { $0.queue.count } }

    /// Waits for the lane, then for the further gate.
    public func beforeCall(_ purpose: CallPurpose) async throws {
        try await enter()
        do {
            try await next.beforeCall(purpose)
        } catch {
            leave()
            throw error
        }
    }

    /// Tells the further gate and frees the lane.
    public func afterCall(_ record: CallRecord) async {
        if record.status != nil { state.withLock { $0.hasHeard = true } }
        await next.afterCall(record)
        leave()
    }

    /// Whether any request in this lane was answered.
    public var hasHeard: Bool { state.withLock { $0.hasHeard } }

    /// Until when a request may go on, by the further gate.
    public var deadline: CallDeadline? { next.deadline }

    private func enter() async throws {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(ticket) != nil { return .failure(CancellationError()) }
                    guard state.isTaken else {
                        state.isTaken = true
                        return .success(())
                    }
                    state.queue.append((ticket, waiter))
                    return nil
                }
                if let result { waiter.resume(with: result) }
            }
        } onCancel: {
            cancel(ticket)
        }
        state.withLock { _ = $0.cancelled.remove(ticket) }
    }

    private func cancel(_ ticket: Int) {
        state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard let index = state.queue.firstIndex(where: { $0.ticket == ticket }) else {
                state.cancelled.insert(ticket)
                return nil
            }
            return state.queue.remove(at: index).waiter
        }?.resume(throwing: CancellationError())
    }

    private func leave() {
        state.withLock { state -> CheckedContinuation<Void, any Error>? in
            state.isTaken = !state.queue.isEmpty
            return state.isTaken ? state.queue.removeFirst().waiter : nil
        }?.resume()
    }
}

/// The lanes of all tokens of this process.
public final class TokenLanes: Sendable {
    private let lanes = Mutex<[String: TokenLane]>([:])
    private let makeGate: @Sendable (Token) -> any CallGate

    /// Lanes, each leading to the gate that `makeGate` makes for its token.
    public init(then makeGate: @escaping @Sendable (Token) -> any CallGate = { _ in OpenGate() }) {
        self.makeGate = makeGate
    }

    /// The lane of a token: the same one whoever asks.
    public func lane(for token: Token) -> TokenLane {
        lanes.withLock { lanes in
            if let lane = lanes[token.fingerprint] { return lane }
            let lane = TokenLane(then: makeGate(token))
            lanes[token.fingerprint] = lane
            return lane
        }
    }
}
