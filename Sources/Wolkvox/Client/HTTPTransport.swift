public import NIOCore

/// Carries requests to a server and brings answers piece by piece.
public protocol HTTPTransport: Sendable {
    /// Sends a GET request and hands over the answer: its head first, then its body as it arrives.
    ///
    /// - Parameters:
    ///   - call: the request.
    ///   - receive: takes each part; the transport waits for it before it brings much more. What it throws ends the call.
    /// - Throws: ``TransportError`` if no whole answer came; `CancellationError`; whatever `receive` throws.
    func get(_ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void) async throws
}

/// A GET request.
public struct HTTPCall: Sendable {
    /// The server.
    public var base: BaseURL
    /// Path and query, beginning with a slash, without anything secret.
    public var target: String
    /// What the server wants to see in the header `wolkvox-token`.
    public var token: Token
    /// The longest that the server may take, until the last byte of its answer.
    public var timeout: Duration
    /// The path of a file with the authorities that the server's certificate is checked against; nil for those of this
    /// machine.
    public var authorities: String?
    /// Until when the call may go on, whatever its timeout; nil where nothing else ends it.
    public var deadline: CallDeadline?

    /// A request.
    public init(
        base: BaseURL, target: String, token: Token, timeout: Duration, authorities: String? = nil,
        deadline: CallDeadline? = nil
    ) {
        self.deadline = deadline
        self.base = base
        self.target = target
        self.token = token
        self.timeout = timeout
        self.authorities = authorities
    }
}

/// A part of an answer.
public enum HTTPPart: Sendable {
    /// The status line and the headers.
    case head(HTTPHead)
    /// The next bytes of the body, decompressed.
    case body(ByteBuffer)
}

/// What an answer begins with.
public struct HTTPHead: Sendable, Equatable {
    /// The status.
    public var status: Int
    /// The headers, names in small letters; of several of one name the first.
    public var headers: [String: String]
    /// The version of the protocol, such as `HTTP/1.1`; nil where that is not known.
    public var version: String?

    /// A head.
    public init(status: Int, headers: [String: String] = [:], version: String? = nil) {
        self.status = status
        self.headers = headers
        self.version = version
    }
}

/// How long a server may still take. Time that it was kept waiting itself is not held against it.
struct Patience: Sendable {
    let timeout: Duration

    /// What is left of the timeout, or nil if it is over.
    func rest(after elapsed: Duration, waited: Duration) -> Duration? {
        let rest = timeout + waited - elapsed
        return rest > .zero ? rest : nil
    }
}

/// Answers every request with the same body, as a server would that was asked before: no connection is made.
package struct RecordedTransport: HTTPTransport {
    private let body: [UInt8]
    private static let pieceBytes = 64 << 10

    /// A transport that answers with `body`, with success.
    package init(body: [UInt8]) { self.body = body }

    /// Hands over the recorded answer.
    package func get(
        _ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void
    ) async throws {
        try await receive(.head(HTTPHead(status: 200)))
        for start in stride(from: 0, to: body.count, by: Self.pieceBytes) {
            try await receive(.body(ByteBuffer(bytes: body[start..<min(start + Self.pieceBytes, body.count)])))
        }
    }
}
