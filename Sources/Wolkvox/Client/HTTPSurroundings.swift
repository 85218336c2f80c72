package import AsyncHTTPClient
internal import ETL
package import NIOSSL

/// How this machine reaches other servers than the API's: the same proxies and the same trust, for another client.
package struct HTTPSurroundings: Sendable {
    private let options: HTTPTransportOptions

    /// The surroundings that an environment describes, by the variables that ``HTTPTransportOptions/environment`` names.
    package init(environment: [String: String]) { options = HTTPTransportOptions(environment: environment) }

    /// The proxy for a server, or nil if it is reached directly.
    ///
    /// - Parameters:
    ///   - host: the server's name or address, an IPv6 address in brackets.
    ///   - port: its port.
    ///   - isSecure: whether it is asked over https.
    /// - Returns: what the client is told.
    /// - Throws: ``ETLError`` if the environment names something that is not a proxy.
    package func proxy(_ host: String, port: Int, isSecure: Bool) throws -> HTTPClient.Configuration.Proxy? {
        let base = try BaseURL(unchecked: "\(isSecure ? "https" : "http")://\(host):\(port)")
        return try ProxySettings(environment: options.environment).proxy(for: base)?.configuration
    }

    /// How certificates are checked.
    ///
    /// - Throws: ``ETLError`` if the authorities of this machine cannot be read.
    package func tls() throws -> TLSConfiguration {
        do throws(TransportError) {
            return try TrustStore(environment: options.environment, system: options.system).configuration
        } catch {
            throw ETLError(
                .configuration, scope: .run, "The certificates of servers \(error.detail)", advice: error.advice)
        }
    }
}
