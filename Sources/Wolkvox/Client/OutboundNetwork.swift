package import AsyncHTTPClient
package import NIOSSL

/// How connections leave this machine, by the rules of all that the program asks: through which proxy, and with whose
/// certificates.
package struct OutboundNetwork: Sendable {
    private let environment: [String: String]

    /// The rules of an environment.
    package init(environment: [String: String]) { self.environment = environment }

    /// The proxy for a server; nil for none.
    ///
    /// - Throws: ``ETLError`` for a variable that does not name a proxy.
    package func proxy(_ host: String, _ port: Int, _ isSecure: Bool) throws -> HTTPClient.Configuration.Proxy? {
        let address = "\(isSecure ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        return try ProxySettings(environment: environment).proxy(for: BaseURL(unchecked: address))?.configuration
    }

    /// The certificates of this machine, or those that the environment names.
    ///
    /// - Throws: ``ETLError`` if they cannot be read.
    package func tls() throws -> TLSConfiguration {
        let options = HTTPTransportOptions(environment: environment)
        return try TrustStore(environment: environment, system: options.system).configuration
    }
}
