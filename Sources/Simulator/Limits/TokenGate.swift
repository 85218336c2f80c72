import Synchronization

/// Knows tokens, and knows them apart without keeping them.
struct TokenGate: Sendable {
    private static let shortest = 8

    let accepted: [String]?
    let seed: UInt64

    /// Returns why a token is refused; nil if it is accepted.
    func refusal(of token: String) -> Refusal? {
        if let accepted { return accepted.contains(token) ? nil : .badToken }
        return token.utf8.count >= Self.shortest ? nil : .shortToken(least: Self.shortest)
    }

    func key(of token: String?) -> UInt64 {
        token.map { SplitMix64.mix(SplitMix64.key(of: $0) ^ SplitMix64.mix(seed)) } ?? 0
    }

    /// Eight hexadecimal digits.
    func fingerprint(_ key: UInt64) -> String {
        let digits = String(key >> 32, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

/// A request under way. It ends once: when the last bytes are about to go out, when its connection closes, or when nobody
/// holds it any longer.
final class Flight: Sendable {
    private let onEnd: Mutex<(@Sendable () -> Void)?>

    init(_ onEnd: @escaping @Sendable () -> Void) {
        self.onEnd = Mutex(onEnd)
    }

    deinit {
        end()
    }

    func end() {
        onEnd.withLock { action in
            defer { action = nil }
            return action
        }?()
    }
}
