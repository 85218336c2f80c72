public import ETL
internal import Foundation
internal import Lease
internal import Synchronization

/// Keeps the calls of a run's tokens within their limits, across processes: a token's requests are made by one process
/// at a time, and no more of them in a day than its budget allows.
///
/// A token's lease is taken with its first call and kept until ``release(_:)`` or ``releaseAll()``; the system gives it
/// back when the process dies.
public final class TokenLimits: Sendable {
    private let terms: LeaseTerms
    private let budgets: [String: [CallBudget]]
    private let gates = Mutex<[String: LimitedGate]>([:])
    private let objects: LeaseObjects?
    private let keeper = LeaseKeeper()

    /// Limits.
    ///
    /// - Parameters:
    ///   - state: where leases and counts lie.
    ///   - pipeline: what this run is called, for others who want the same token.
    ///   - wait: how long to stand in line for a token that another process has; zero is not at all.
    ///   - budgets: what each source may spend.
    ///   - now: seconds since 1970-01-01T00:00:00Z.
    ///   - sleep: waits; ends early with `CancellationError`.
    ///   - notice: hears, in a sentence for people, that a wait begins.
    /// - Throws: ``ETLError`` about files if the state directory cannot be made.
    public convenience init(
        in state: StateDirectory, for pipeline: String, wait: Duration = .zero, budgets: [CallBudget],
        now: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(ETLError) {
        try self.init(
            in: state, shared: nil, for: pipeline, wait: wait, budgets: budgets, now: now, sleep: sleep,
            notice: notice)
    }

    /// Limits that also hold for other hosts, where `shared` says where they meet; then all calls are to be made within
    /// ``keeping(_:)``.
    package convenience init(
        in state: StateDirectory, shared: LeaseObjects?, for pipeline: String, wait: Duration, budgets: [CallBudget],
        now: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(ETLError) {
        let process = ProcessInfo.processInfo
        try self.init(
            LeaseTerms(
                state: state, pid: process.processIdentifier, host: process.hostName, pipeline: pipeline, wait: wait,
                now: now, sleep: sleep, notice: notice),
            budgets, shared: shared)
    }

    init(_ terms: LeaseTerms, _ budgets: [CallBudget], shared: LeaseObjects? = nil) throws(ETLError) {
        self.terms = terms
        objects = shared
        self.budgets = Dictionary(grouping: budgets, by: \.token.fingerprint)
        try StateFile.makeDirectories(terms.state.leases)
    }

    /// Lanes that lead to these limits: the gates for extractors.
    ///
    /// - Parameter wrapped: puts a gate around the one that keeps a token's limits, to hear of its calls.
    /// - Returns: the lanes.
    public func lanes(
        _ wrapped: @escaping @Sendable (Token, any CallGate) -> any CallGate = { $1 }
    ) -> TokenLanes {
        TokenLanes { wrapped($0, self.gate($0)) }
    }

    /// Sets how many calls the server has left for a token, as its `token_info` says: the run ends before it would spend
    /// one more.
    public func allow(_ calls: Int, for token: Token) { gate(token).allow(calls) }

    /// Gives a token's lease back, once nothing more will be asked with it.
    ///
    /// - Parameter fingerprint: the token's ``Token/fingerprint``.
    public func release(_ fingerprint: String) { gates.withLock { $0[fingerprint] }?.release() }

    /// Gives all leases back.
    public func releaseAll() {
        for gate in gates.withLock({ Array($0.values) }) { gate.release() }
    }

    /// Keeps the leases that lie in an object store while `work` is done, and gives all leases back when it has ended.
    public func keeping<T>(_ work: nonisolated(nonsending) () async throws -> T) async throws -> T {
        defer { releaseAll() }
        guard objects != nil else { return try await work() }
        return try await keeper.keeping(work)
    }

    /// The lease that a token's calls are made under, for what is committed; nil where other hosts don't share it.
    ///
    /// - Parameter fingerprint: the token's ``Token/fingerprint``.
    /// - Returns: the lease's name and number.
    public func fence(of fingerprint: String) -> Fence? { gates.withLock { $0[fingerprint] }?.fence }

    /// Calls that are left today, by the names of sources that have a budget.
    public func callsLeft() throws -> [String: Int] {
        var left: [String: Int] = [:]
        for budgets in budgets.values {
            guard let token = budgets.first?.token, let calls = try gate(token).callsLeft() else { continue }
            for budget in budgets where budget.callsPerDay != nil { left[budget.source] = calls }
        }
        return left
    }

    /// Calls that are left to a token today, by its budget and by what the server said; nil if neither is known.
    public func callsLeft(to token: Token) -> Int? { gate(token).quotaLeft }

    private func gate(_ token: Token) -> LimitedGate {
        let fingerprint = token.fingerprint
        return gates.withLock { gates in
            if let gate = gates[fingerprint] { return gate }
            let budget = TokenBudget(budgets[fingerprint] ?? [])
            let shared = objects.map { SharedLease(fingerprint, of: budget.subject, in: $0, on: terms) }
            if let shared { keeper.add(shared) }
            let gate = LimitedGate(token, budget: budget, terms: terms, shared: shared)
            gates[fingerprint] = gate
            return gate
        }
    }
}
