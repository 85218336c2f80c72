internal import ETL
internal import Synchronization

/// Lets a token's requests through as long as this process has the token's lease and the day's calls last. It stands
/// behind a ``TokenLane``, which keeps callers apart.
final class LimitedGate: CallGate {
    private let fingerprint: String
    private let budget: TokenBudget
    private let terms: LeaseTerms
    private let ledger: CallLedger
    private let held = Mutex<TokenLease?>(nil)
    /// Calls that the server has left for this run; nil where it was not asked.
    private let allowance = Mutex<Int?>(nil)

    init(_ token: Token, budget: TokenBudget, terms: LeaseTerms) {
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
        try ledger.count(purpose, at: now, on: budget.day(at: now))
    }

    /// Does nothing: the call is counted already.
    func afterCall(_ record: CallRecord) async {}

    /// Gives the lease back; the next call takes it again.
    func release() {
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

    /// Calls that are left today; nil if there is no budget.
    func callsLeft() throws -> Int? {
        guard let most = budget.callsPerDay else { return nil }
        return max(0, most - (try ledger.spent(on: budget.day(at: terms.now()))))
    }

    /// Calls that are left by the budget or by the server, whichever is less; nil where neither is known.
    var quotaLeft: Int? {
        let byBudget = (try? callsLeft()) ?? nil
        return [byBudget, allowance.withLock { $0 }].compactMap(\.self).min()
    }

    private func refuseIfSpent() throws {
        guard let most = budget.callsPerDay else { return }
        let today = budget.day(at: terms.now())
        let spent = try ledger.spent(on: today)
        guard spent >= most else { return }
        throw ETLError(
            .tryLater, scope: .token,
            "\(budget.subject): the \(most) \(most.choosing("call", "calls")) of \(today) that calls_per_day allows "
                + "\(most.choosing("is", "are")) spent (\(spent) made by this program)",
            advice: "Run again tomorrow, or raise calls_per_day; what is finished is kept")
    }
}
