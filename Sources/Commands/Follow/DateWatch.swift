import Synchronization
import Wolkvox

/// Reads on the way how far the clocks of servers are behind ours, and counts the calls of each token.
final class DateWatch: HTTPTransport {
    private let next: any HTTPTransport
    private let now: @Sendable () -> Int64
    private let seen = Mutex((behind: [String: Int64](), calls: [String: Int]()))

    /// Seconds that a server's clock may be behind ours.
    private static let mostBehind: Int64 = 3600

    init(_ next: any HTTPTransport, now: @escaping @Sendable () -> Int64) {
        self.next = next
        self.now = now
    }

    func get(_ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void) async throws {
        seen.withLock { $0.calls[call.token.fingerprint, default: 0] += 1 }
        try await next.get(call) { part in
            if case .head(let head) = part, let date = HTTPDate.seconds(head.headers["date"]) {
                let behind = now() - date
                // A clock that is wrong by more says nothing: an answer out of a cache, or from a gateway.
                if behind < Self.mostBehind { seen.withLock { $0.behind[call.base.description] = behind } }
            }
            try await receive(part)
        }
    }

    /// Seconds that a server's clock was behind ours when it answered last; nil if it did not say.
    func behind(_ server: BaseURL) -> Int64? { seen.withLock { $0.behind[server.description] } }

    /// Calls that were made with a token.
    func calls(of token: Token) -> Int { seen.withLock { $0.calls[token.fingerprint] ?? 0 } }
}
