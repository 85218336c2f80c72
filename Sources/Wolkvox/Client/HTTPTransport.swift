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

    /// A request.
    public init(base: BaseURL, target: String, token: Token, timeout: Duration, authorities: String? = nil) {
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

    /// A head.
    public init(status: Int, headers: [String: String] = [:]) {
        self.status = status
        self.headers = headers
    }
}
