package import AsyncHTTPClient
package import NIOSSL

/// The connections to a store and to what gives credentials for it.
package final class S3Connections: Sendable {
    /// The proxy for a host, nil for none.
    package typealias ProxyChoice =
        @Sendable (_ host: String, _ port: Int, _ isSecure: Bool) throws -> HTTPClient.Configuration.Proxy?

    /// Connections.
    ///
    /// - Parameters:
    ///   - proxy: which proxy a host is reached through.
    ///   - tls: how certificates are checked; nil for the system's own way.
    package init(
        proxy: @escaping ProxyChoice = { _, _, _ in nil }, tls: (@Sendable () throws -> TLSConfiguration)? = nil
    ) {}

    func shutdown() async { fatalError("to be written") }
}
