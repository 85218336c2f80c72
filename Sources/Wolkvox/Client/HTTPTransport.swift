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

    /// A request.
    public init(base: BaseURL, target: String, token: Token, timeout: Duration) {
        self.base = base
        self.target = target
        self.token = token
        self.timeout = timeout
    }
}

/// A part of an answer.
public enum HTTPPart: Sendable {
    /// Nothing yet: the request is on its way. A transport that can hand over parts while it waits begins with it.
    case sent
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

/// Why no whole answer came.
public struct TransportError: Error, Sendable, Equatable {
    /// The kinds of failures.
    public enum Kind: String, Sendable, CaseIterable {
        /// There was no connection.
        case unreachable
        /// The server did not prove who it is.
        case untrusted
        /// The connection broke before the answer's end.
        case cut
        /// The answer took too long.
        case timedOut
        /// The answer decompresses to more than is allowed.
        case tooLarge
        /// What came is no HTTP, or its compression is broken.
        case malformed
    }

    /// What kind of failure.
    public var kind: Kind
    /// Details for people.
    public var detail: String

    /// A failure.
    public init(_ kind: Kind, _ detail: String = "") {
        self.kind = kind
        self.detail = detail
    }
}
