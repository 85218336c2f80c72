internal import ETL
internal import Lease
internal import Synchronization

/// Lets a token's requests through as long as this process has the token's lease and the day's calls last. It stands
/// behind a ``TokenLane``, which keeps callers apart.
final class LimitedGate: CallGate {
    private let fingerprint: String
    private let budget: TokenBudget
    private let terms: LeaseTerms
    private let ledger: CallLedger
    /// The lease that other hosts share; nil where the state directory's is enough.
    private let shared: SharedLease?
    private let held = Mutex<TokenLease?>(nil)
    /// Calls that the server has left for this run; nil where it was not asked.
    private let allowance = Mutex<Int?>(nil)

    init(_ token: Token, budget: TokenBudget, terms: LeaseTerms, shared: SharedLease? = nil) {
        self.shared = shared
        fingerprint = token.fingerprint
        self.budget = budget
        self.terms = terms
        ledger = CallLedger(directory: terms.state.calls(token.fingerprint))
    }

    /// Takes the lease if need be, and counts the call.
    func beforeCall(_ purpose: CallPurpose) async throws {
        try refuseIfSpent()
        if held.withLock({ $0 == nil }) {
            var lease = Optional(try await TokenLease.acquire(fingerprint, of: budget.subject, on: terms))
            held.withLock { $0 = lease.take() }
            // Whoever had the lease before may have spent the rest.
            try refuseIfSpent()
        }
        try spendAllowance()
        let now = terms.now()
        guard let shared else { return try ledger.count(purpose, at: now, on: budget.day(at: now)) }
        var day = budget.day(at: now)
        while true {
            do {
                return try await shared.call(LeaseWish(day: day, most: budget.callsPerDay, patience: terms.wait))
            } catch let spent as SharedLease.Spent {
                // Another day may have begun while the lease was waited for.
                let today = budget.day(at: terms.now())
                guard today != day else { throw isSpent(spent.calls, on: day) }
                day = today
            }
        }
    }

    /// Until when a call may go on that was let through.
    var deadline: CallDeadline? { shared?.deadline }

    /// The lease that calls are made under, where other hosts share it.
    var fence: Fence? { shared?.fence }

    /// Does nothing: the call is counted already.
    func afterCall(_ record: CallRecord) async {}

    /// Gives the lease back; the next call takes it again.
    func release() {
        shared?.release()
        held.withLock { $0 = nil }
    }

    /// Sets how many calls the server has left for this run.
    func allow(_ calls: Int) { allowance.withLock { $0 = max(0, calls) } }

    private func spendAllowance() throws {
        let isSpent = allowance.withLock { left -> Bool in
            guard let calls = left else { return false }
            left = max(0, calls - 1)
            return calls == 0
        }
        guard isSpent else { return }
        throw ETLError(
            .tryLater, scope: .token, "\(budget.subject): the server has no calls left for today",
            advice: "Run again tomorrow; what is finished is kept")
    }

    /// Calls that are left today; nil if there is no budget, or what other hosts have made of it is not known yet.
    func callsLeft() throws -> Int? {
        guard let most = budget.callsPerDay, let spent = try spent(on: budget.day(at: terms.now())) else { return nil }
        return max(0, most - spent)
    }

    private func spent(on day: Day) throws -> Int? {
        if let shared { shared.spent(on: day) } else { try ledger.spent(on: day) }
    }

    /// Calls that are left by the budget or by the server, whichever is less; nil where neither is known.
    var quotaLeft: Int? {
        let byBudget = (try? callsLeft()) ?? nil
        return [byBudget, allowance.withLock { $0 }].compactMap(\.self).min()
    }

    private func refuseIfSpent() throws {
        guard let most = budget.callsPerDay else { return }
        let today = budget.day(at: terms.now())
        if let spent = try spent(on: today), spent >= most { throw isSpent(spent, on: today) }
    }

    private func isSpent(_ spent: Int, on day: Day) -> ETLError {
        let most = budget.callsPerDay ?? spent
        return ETLError(
            .tryLater, scope: .token,
            "\(budget.subject): the \(most) \(most.choosing("call", "calls")) of \(day) that calls_per_day allows "
                + "\(most.choosing("is", "are")) spent (\(spent) made by this program)",
            advice: "Run again tomorrow, or raise calls_per_day; what is finished is kept")
    }
}
