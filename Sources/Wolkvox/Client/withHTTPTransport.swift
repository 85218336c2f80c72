internal import AsyncHTTPClient
internal import NIOCore
internal import NIOPosix

/// How a transport is set up.
public struct HTTPTransportOptions: Sendable {
    /// The longest wait for a connection.
    public var connectTimeout: Duration
    /// The most bytes that one compressed answer may turn into.
    public var largestAnswer: Int
    /// The variables that may name proxies (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, in capitals or small letters) and
    /// authorities (`SSL_CERT_FILE`, `SSL_CERT_DIR`).
    public var environment: [String: String]
    /// Where this machine keeps its authorities; nil where a service of the system checks certificates.
    var system = TrustStore.System.current

    /// Options.
    public init(
        connectTimeout: Duration = .seconds(15), largestAnswer: Int = 1 << 30, environment: [String: String] = [:]
    ) {
        self.connectTimeout = connectTimeout
        self.largestAnswer = largestAnswer
        self.environment = environment
    }
}

/// Runs `body` with a transport that is shut down at its end. One thread serves all connections.
public func withHTTPTransport<Result>(
    _ options: HTTPTransportOptions = HTTPTransportOptions(),
    _ body: nonisolated(nonsending) (any HTTPTransport) async throws -> Result
) async throws -> Result {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let clients = HTTPClients(options, group: group)
    let outcome: Swift.Result<Result, any Error>
    do {
        outcome = .success(try await body(AsyncHTTPTransport(clients: clients)))
    } catch {
        outcome = .failure(error)
    }
    // What could go wrong here happens after the work, and spoils none of it.
    await clients.shutdown()
    try? await group.shutdownGracefully()
    return try outcome.get()
}
