public import ETL
internal import Synchronization

/// Until when calls may go on that are made under a lease, which moves on with each renewal.
public final class CallDeadline: Sendable {
    private struct State {
        var end: Duration?
        var error: ETLError?
    }

    private let state = Mutex(State())
    private let clock: @Sendable () -> Duration
    private let late: @Sendable () -> ETLError

    /// A deadline in the past, until it is set.
    ///
    /// - Parameters:
    ///   - clock: the time on a clock that also runs while the machine is suspended.
    ///   - late: the error of a call that goes on for longer.
    init(clock: @escaping @Sendable () -> Duration, late: @escaping @Sendable () -> ETLError) {
        (self.clock, self.late) = (clock, late)
    }

    /// Sets the deadline; nil forbids all calls.
    func set(_ end: Duration?) { state.withLock { $0.end = end } }

    /// Ends the calls for good.
    func end(with error: ETLError) { state.withLock { $0.error = error } }

    /// What is left of the time.
    ///
    /// - Throws: ``ETLError`` if it is over.
    public func rest() throws(ETLError) -> Duration {
        let (end, error) = state.withLock { ($0.end, $0.error) }
        if let error { throw error }
        guard let end, case let rest = end - clock(), rest > .zero else { throw late() }
        return rest
    }
}
