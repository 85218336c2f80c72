package import AsyncHTTPClient
internal import ETL
internal import NIOCore
internal import NIOPosix
package import NIOSSL
internal import Synchronization

/// The connections to a store and to what gives credentials for it.
package final class S3Connections: Sendable {
    /// The proxy for a host, nil for none.
    package typealias ProxyChoice =
        @Sendable (_ host: String, _ port: Int, _ isSecure: Bool) throws -> HTTPClient.Configuration.Proxy?

    /// The loop, and so the thread, that serves all connections.
    let loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.any()
    private let proxy: ProxyChoice
    private let makeTLS: (@Sendable () throws -> TLSConfiguration)?
    private let connectTimeout: Duration
    private let idleTimeout: Duration
    private let clients = Mutex<[HTTPClient.Configuration.Proxy?: HTTPClient]>([:])
    private let trust = Mutex<TLSConfiguration?>(nil)

    /// Connections.
    ///
    /// - Parameters:
    ///   - connectTimeout: the longest wait for a connection.
    ///   - idleTimeout: the longest time in which nothing is sent or received.
    ///   - proxy: which proxy a host is reached through.
    ///   - tls: how certificates are checked; nil for the system's own way.
    package init(
        connectTimeout: Duration = .seconds(10), idleTimeout: Duration = .seconds(60),
        proxy: @escaping ProxyChoice = { _, _, _ in nil }, tls: (@Sendable () throws -> TLSConfiguration)? = nil
    ) {
        (self.connectTimeout, self.idleTimeout, self.proxy, makeTLS) = (connectTimeout, idleTimeout, proxy, tls)
    }

    /// Sends a request.
    ///
    /// - Parameters:
    ///   - request: the request, whose address is of `endpoint`.
    ///   - endpoint: the server.
    ///   - isDirect: whether a proxy is out of the question, as it is for addresses of this very machine or its host.
    ///   - timeout: the longest wait for the head of the answer; nil for as long as something moves.
    /// - Returns: the answer, whose body is still to be read.
    /// - Throws: ``ConnectionFault``, `ETLError` for a proxy or trust that cannot be used, and `CancellationError`.
    func send(
        _ request: HTTPClientRequest, to endpoint: S3Endpoint, isDirect: Bool = false, timeout: Duration? = nil
    ) async throws -> HTTPClientResponse {
        var request = request
        let isNear = isDirect || endpoint.isLoopback
        let chosen = isNear ? nil : try proxy(endpoint.host, endpoint.port, endpoint.isSecure)
        if endpoint.isSecure { request.tlsConfiguration = try tls() }
        do {
            let deadline = timeout.map { NIODeadline.now() + TimeAmount($0) } ?? .distantFuture
            return try await client(through: chosen).execute(request, deadline: deadline)
        } catch {
            try Task.checkCancellation()
            // What kept a file from being read is not the connection's.
            if error is ETLError { throw error }
            throw ConnectionFault(error, with: endpoint, throughProxy: chosen != nil)
        }
    }

    /// Reads the body of an answer to its end.
    ///
    /// - Throws: ``ConnectionFault``, also for one of more than `most` bytes.
    func body(of response: HTTPClientResponse, from endpoint: S3Endpoint, most: Int) async throws -> [UInt8] {
        var body: [UInt8] = []
        do {
            for try await piece in response.body {
                body += piece.readableBytesView
                guard body.count <= most else { throw ConnectionFault(.final, "sends far more than was asked for") }
            }
            return body
        } catch {
            try Task.checkCancellation()
            throw ConnectionFault(error, with: endpoint)
        }
    }

    private func client(through proxy: HTTPClient.Configuration.Proxy?) -> HTTPClient {
        clients.withLock { clients in
            if let client = clients[proxy] { return client }
            var configuration = HTTPClient.Configuration()
            configuration.proxy = proxy
            configuration.redirectConfiguration = .disallow
            configuration.decompression = .disabled
            configuration.httpVersion = .http1Only
            configuration.timeout.connect = TimeAmount(connectTimeout)
            configuration.timeout.read = TimeAmount(idleTimeout)
            configuration.timeout.write = TimeAmount(idleTimeout)
            // Stores close idle connections after some seconds.
            configuration.connectionPool.idleTimeout = .seconds(4)
            configuration.connectionPool.retryConnectionEstablishment = false
            let client = HTTPClient(
                eventLoopGroupProvider: .shared(loop), configuration: configuration)
            clients[proxy] = client
            return client
        }
    }

    private func tls() throws -> TLSConfiguration? {
        guard let makeTLS else { return nil }
        if let known = trust.withLock({ $0 }) { return known }
        let made = try makeTLS()
        trust.withLock { $0 = made }
        return made
    }

    /// Closes all connections. What goes wrong here happens after the work, and spoils none of it.
    package func shutdown() async {
        let open = clients.withLock { clients in
            defer { clients = [:] }
            return Array(clients.values)
        }
        for client in open { try? await client.shutdown() }
    }
}
