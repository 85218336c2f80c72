import ETL
import Synchronization
import Wolkvox

/// A gate that lets no more than a number of calls pass.
final class CallAllowance: CallGate {
    /// All calls were made.
    struct Spent: Error {}

    private let next: any CallGate
    private let most: Mutex<Int>
    private let made = Mutex(0)

    /// An allowance of `most` calls in front of another gate.
    init(_ most: Int, then next: any CallGate) {
        self.most = Mutex(most)
        self.next = next
    }

    /// The calls that were made.
    var calls: Int { made.withLock { $0 } }

    /// The calls that may still be made.
    var callsLeft: Int { max(0, most.withLock { $0 } - calls) }

    /// Lowers what is left.
    func limit(toFurther calls: Int) {
        let total = self.calls + calls
        most.withLock { $0 = min($0, total) }
    }

    /// Lets the call pass, and counts it.
    ///
    /// - Throws: ``Spent`` if there was none left, and what the other gate throws.
    func beforeCall(_ purpose: CallPurpose) async throws {
        guard callsLeft > 0 else { throw Spent() }
        try await next.beforeCall(purpose)
        made.withLock { $0 += 1 }
    }

    func afterCall(_ record: CallRecord) async { await next.afterCall(record) }

    var hasHeard: Bool { next.hasHeard }

    var deadline: CallDeadline? { next.deadline }
}
