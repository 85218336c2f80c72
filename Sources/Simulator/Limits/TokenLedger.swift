import Synchronization

/// Counts what tokens have under way and what they have spent today. The day's calls belong to the operation, so all tokens
/// draw on them together; the requests at once belong to the token.
final class TokenLedger: Sendable {
    /// What the vendor documents.
    static let requestsAtOnce = 2

    private struct State {
        var underWay: [UInt64: Int] = [:]
        var day: LocalDay?
        var spent: [UInt64: Int] = [:]

        var spentByAll: Int { spent.values.reduce(0, +) }
    }

    private let state = Mutex(State())
    private let callsPerDay: Int
    private let atOnce: Int

    init(callsPerDay: Int, atOnce: Int) {
        self.callsPerDay = callsPerDay
        self.atOnce = atOnce
    }

    /// Starts a request: counts it as under way, and says how many of its token are, this one included.
    func start(token: UInt64) -> (flight: Flight, underWay: Int) {
        let underWay = state.withLock { state in
            state.underWay[token, default: 0] += 1
            return state.underWay[token, default: 0]
        }
        return (Flight { [weak self] in self?.finish(token: token) }, underWay)
    }

    /// Spends one call, unless too many requests are under way or the day's calls are gone.
    func spend(token: UInt64, underWay: Int, on day: LocalDay) -> Refusal? {
        guard underWay <= atOnce else { return .tooManyAtOnce(atOnce) }
        return state.withLock { state in
            Self.turn(&state, to: day)
            guard state.spentByAll < callsPerDay else { return .quotaSpent }
            state.spent[token, default: 0] += 1
            return nil
        }
    }

    /// Gives a call back that is not to count.
    func giveBack(token: UInt64, on day: LocalDay) {
        state.withLock { state in
            guard state.day == day, let spent = state.spent[token], spent > 0 else { return }
            state.spent[token] = spent - 1
        }
    }

    /// Calls of this token, of all tokens, and those that are left.
    func use(token: UInt64, on day: LocalDay) -> (token: Int, all: Int, left: Int) {
        state.withLock { state in
            Self.turn(&state, to: day)
            return (state.spent[token] ?? 0, state.spentByAll, max(0, callsPerDay - state.spentByAll))
        }
    }

    private func finish(token: UInt64) {
        state.withLock { $0.underWay[token, default: 1] -= 1 }
    }

    private static func turn(_ state: inout State, to day: LocalDay) {
        guard state.day != day else { return }
        state.day = day
        state.spent = [:]
    }
}
