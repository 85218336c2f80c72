internal import AsyncHTTPClient
internal import NIOCore
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

    /// How TLS is set up for a call: with the authorities that the server's certificate is checked against.
    func tls(for call: HTTPCall) throws(TransportError) -> TLSConfiguration {
        if let known = configurations.withLock({ $0[call.authorities] }) { return known }
        let store =
            if let file = call.authorities { try TrustStore(file: file) } else {
                try TrustStore(environment: options.environment, system: options.system)
            }
        let configuration = store.configuration
        configurations.withLock { $0[call.authorities] = configuration }
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
