internal import AsyncHTTPClient
internal import ETL
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// The clients of a transport: one for direct connections and one for each proxy, made when they are first needed.
final class HTTPClients: Sendable {
    let options: HTTPTransportOptions
    private let group: any EventLoopGroup
    private let clients = Mutex<[Proxy?: HTTPClient]>([:])
    /// By the file of authorities.
    private let configurations = Mutex<[String?: TLSConfiguration]>([:])

    init(_ options: HTTPTransportOptions, group: any EventLoopGroup) {
        self.options = options
        self.group = group
    }

    /// Which proxy a server is reached through.
    var proxies: ProxySettings { ProxySettings(environment: options.environment) }

    /// What finds out why a certificate was refused.
    var inspection: CertificateInspection {
        CertificateInspection(group: group, connectTimeout: options.connectTimeout)
    }

    /// How TLS is set up: a server's certificate is checked against the authorities of a file, or those of this machine.
    func tls(trusting authorities: String?) throws(TransportError) -> TLSConfiguration {
        if let known = configurations.withLock({ $0[authorities] }) { return known }
        let store =
            if let file = authorities { try TrustStore(file: file) } else {
                try TrustStore(environment: options.environment, system: options.system)
            }
        let configuration = store.configuration
        configurations.withLock { $0[authorities] = configuration }
        return configuration
    }

    /// The client whose connections go through a proxy, or directly.
    func client(through proxy: Proxy?) -> HTTPClient {
        clients.withLock { clients in
            if let client = clients[proxy] { return client }
            let configuration = AsyncHTTPTransport.configuration(options, proxy: proxy)
            let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
            clients[proxy] = client
            return client
        }
    }

    /// Closes all connections. What goes wrong here happens after the work, and spoils none of it.
    func shutdown() async {
        for client in clients.withLock({ Array($0.values) }) { try? await client.shutdown() }
    }
}

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
    try await withAsyncHTTPTransport(options) { try await body($0) }
}

/// Runs `body` with what sends POST requests, by the same rules of proxies and trust; it is shut down at its end.
public func withHTTPPoster<Result>(
    _ options: HTTPTransportOptions = HTTPTransportOptions(),
    _ body: nonisolated(nonsending) (any HTTPPoster) async throws -> Result
) async throws -> Result {
    try await withAsyncHTTPTransport(options) { try await body($0) }
}

private func withAsyncHTTPTransport<Result>(
    _ options: HTTPTransportOptions, _ body: nonisolated(nonsending) (AsyncHTTPTransport) async throws -> Result
) async throws -> Result {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let clients = HTTPClients(options, group: group)
    let outcome = await Swift.Result(awaiting: { try await body(AsyncHTTPTransport(clients: clients)) })
    // What could go wrong here happens after the work, and spoils none of it.
    await clients.shutdown()
    try? await group.shutdownGracefully()
    return try outcome.get()
}
