import ETL
import Wolkvox

/// Tells a narrator what becomes of a token's calls.
struct ProgressGate: CallGate {
    let next: any CallGate
    /// The token's fingerprint.
    let lane: String
    let narrator: RunNarrator
    /// Calls that are left of the day's quota; nil where nobody knows.
    let callsLeft: @Sendable () -> Int?

    func beforeCall(_ purpose: CallPurpose) async throws {
        narrator.hear(.waits, in: lane)
        do {
            try await next.beforeCall(purpose)
        } catch {
            narrator.hear(.isRefused, in: lane)
            throw error
        }
        narrator.hear(.begins(callsLeft: callsLeft()), in: lane)
    }

    func afterCall(_ record: CallRecord) async {
        await next.afterCall(record)
        narrator.hear(.ended(record), in: lane)
    }

    var hasHeard: Bool { next.hasHeard }

    var deadline: CallDeadline? { next.deadline }
}

extension RunNarrator {
    /// Lanes whose calls this narrator hears of.
    ///
    /// - Parameter limits: what keeps the calls within their limits; nil where nothing does.
    /// - Returns: the lanes.
    func lanes(_ limits: TokenLimits?) -> TokenLanes {
        guard let limits else {
            return TokenLanes {
                ProgressGate(next: OpenGate(), lane: $0.fingerprint, narrator: self, callsLeft: { nil })
            }
        }
        return limits.lanes { token, gate in
            ProgressGate(next: gate, lane: token.fingerprint, narrator: self) { limits.callsLeft(to: token) }
        }
    }
}
