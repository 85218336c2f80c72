/// Decides what becomes of a call after each of its attempts. A value: time and chance are given to it.
struct CallTrial: Sendable {
    /// What to do next.
    enum Action: Sendable, Equatable {
        /// The answer is the caller's.
        case accept
        /// Try again after a pause.
        case wait(Duration)
        /// Try again with other credentials.
        case renew
        /// Try again in another region.
        case move(String)
        /// Try again with the store's clock, which is this number of seconds ahead of this machine's.
        case turnClock(Int)
        /// Ask in a way that is answered with a reason.
        case askWhy
        /// Give up.
        case fail(Reason)
    }

    /// Why a call is given up.
    enum Reason: Sendable, Equatable {
        /// The store never answered at all.
        case unreachable(String)
        /// The store kept failing, or connections kept breaking.
        case failing(String)
        case refused(StoreMeaning)
        /// The store's clock and the request's differ although the clock was corrected, or by nobody knows how much.
        case clock(Int?)
    }

    /// What happened before an attempt is judged.
    struct Circumstances: Sendable {
        /// The time since the first attempt failed.
        var elapsed: Duration
        /// A random number from 0 to 1.
        var chance: Double
        /// By how many seconds the attempt's time was turned.
        var skew = 0
        /// The region it was signed for.
        var region = ""
        /// Whether the store has ever answered.
        var hasAnswered = true
        var repeatsConflicts = true
        var isTrial = false
        var mayBeUnknown = false
    }

    /// The least difference of clocks, in seconds, that may be behind a refusal that names another reason.
    private static let suspectSkew = 240
    private static let mostMoves = 2

    let patience: S3Patience
    private var failures = 0
    private var moves = 0
    private var hasRenewed = false
    private var hasTurnedClock = false

    init(_ patience: S3Patience) { self.patience = patience }

    /// Decides after an answer.
    mutating func action(
        after answer: StoreAnswer, meaning: StoreMeaning, _ circumstances: Circumstances
    ) -> Action {
        switch meaning {
        case .success, .missing, .uploadGone, .refused, .outOfRange: return .accept
        case .conflict:
            return circumstances.repeatsConflicts
                ? again("was busy with another writer", wish: nil, circumstances: circumstances) : .accept
        case .busy:
            let wish = answer.header("retry-after").flatMap { Int($0) }.map { Duration.seconds($0) }
            let word = answer.error.map { "\(answer.status) \($0.code)" } ?? "\(answer.status)"
            return again("answered \(word)", wish: wish, circumstances: circumstances)
        case .elsewhere(let region):
            guard let region, region != circumstances.region, moves < Self.mostMoves else {
                return .fail(.refused(meaning))
            }
            moves += 1
            return .move(region)
        case .expired:
            defer { hasRenewed = true }
            return hasRenewed ? .fail(.refused(.expired)) : .renew
        case .skewed:
            return turnedClock(answer, circumstances) ?? .fail(.clock(answer.skew))
        case .wrongKey, .denied:
            guard let skew = answer.skew, abs(skew - circumstances.skew) >= Self.suspectSkew else {
                return .fail(.refused(meaning))
            }
            return turnedClock(answer, circumstances) ?? .fail(.refused(meaning))
        case .mute: return .askWhy
        case .unsupported where circumstances.mayBeUnknown: return .accept
        case .unsupported, .wrong: return circumstances.isTrial ? .accept : .fail(.refused(meaning))
        case .bucketMissing: return .fail(.refused(meaning))
        }
    }

    /// Decides after a connection that brought no whole answer.
    mutating func action(after fault: ConnectionFault, _ circumstances: Circumstances) -> Action {
        switch fault.kind {
        case .final: return .fail(.unreachable(fault.detail))
        case .unreachable where !circumstances.hasAnswered:
            guard circumstances.elapsed < patience.longestSilence else { return .fail(.unreachable(fault.detail)) }
            return again(fault.detail, wish: nil, circumstances: circumstances)
        case .unreachable, .cut: return again(fault.detail, wish: nil, circumstances: circumstances)
        }
    }

    private mutating func turnedClock(_ answer: StoreAnswer, _ circumstances: Circumstances) -> Action? {
        guard !hasTurnedClock, let skew = answer.skew, skew != circumstances.skew else { return nil }
        hasTurnedClock = true
        return .turnClock(skew)
    }

    private mutating func again(_ word: String, wish: Duration?, circumstances: Circumstances) -> Action {
        failures += 1
        guard failures < patience.attempts, circumstances.elapsed < patience.longestTrouble else {
            return .fail(.failing(word))
        }
        return .wait(patience.pause(after: failures, wish: wish, chance: circumstances.chance))
    }
}
