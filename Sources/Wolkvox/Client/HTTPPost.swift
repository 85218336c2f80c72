internal import AsyncHTTPClient
internal import ETL
internal import NIOCore
internal import NIOHTTP1

/// Sends POST requests to other servers than the API's.
public protocol HTTPPoster: Sendable {
    /// Sends a request.
    ///
    /// - Parameter post: the request.
    /// - Returns: the status of the answer; its body is of no concern.
    /// - Throws: ``TransportError`` if no answer came, `ETLError` for a proxy that cannot be used, and
    ///   `CancellationError`.
    func send(_ post: HTTPPost) async throws -> Int
}

/// A POST request. Its address may be a secret: what prints the request does not see it.
public struct HTTPPost: Sendable, CustomStringConvertible, CustomReflectable {
    private let address: String
    /// What the body is.
    public var contentType: String
    /// The body.
    public var body: [UInt8]
    /// The longest wait for the answer.
    public var timeout: Duration

    /// A request to an address with https or http, which has neither a user nor a fragment.
    public init(to address: String, contentType: String, body: [UInt8], timeout: Duration) {
        self.address = address
        self.contentType = contentType
        self.body = body
        self.timeout = timeout
    }

    /// Nothing of the address.
    public var description: String { "POST of \(body.count) bytes" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }

    /// The server, and what is asked of it.
    fileprivate func parts() throws(TransportError) -> (base: BaseURL, target: String) {
        let start = address.firstRange(of: "://")?.upperBound ?? address.startIndex
        let end = address[start...].firstIndex { $0 == "/" || $0 == "?" } ?? address.endIndex
        let target = String(address[end...])
        guard let base = try? BaseURL(unchecked: String(address[..<end])) else {
            throw TransportError(.mismatched, "has an address that cannot be used")
        }
        return (base, target.hasPrefix("/") ? target : "/\(target)")
    }
}

extension AsyncHTTPTransport: HTTPPoster {
    func send(_ post: HTTPPost) async throws -> Int {
        let (base, target) = try post.parts()
        let proxy = try clients.proxies.proxy(for: base)
        do {
            var request = HTTPClientRequest(url: base.description + target)
            request.method = .POST
            if base.isSecure { request.tlsConfiguration = try clients.tls(trusting: nil) }
            request.headers.add(name: "content-type", value: post.contentType)
            request.headers.add(name: "user-agent", value: "wolkvox-etl")
            request.body = .bytes(ByteBuffer(bytes: post.body))
            let answer = try await clients.client(through: proxy)
                .execute(request, deadline: .now() + TimeAmount(post.timeout))
            return Int(answer.status.code)
        } catch {
            if Task.isCancelled { throw CancellationError() }
            // Why exactly is of no concern here: it takes another connection to find out.
            if TransportError.isUnverified(error) { throw TransportError(.untrusted) }
            throw TransportError(error, from: base, through: proxy, hasBegun: false)
        }
    }
}
