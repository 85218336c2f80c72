internal import AsyncHTTPClient
internal import ETL

/// A proxy that connections go through. What prints it sees its host and port, never its password.
struct Proxy: Hashable, CustomStringConvertible, CustomReflectable {
    /// What the HTTP client is told.
    let configuration: HTTPClient.Configuration.Proxy

    /// Reads a proxy's address: `host:port` or `http://user:password@host:port`, or with `socks5` instead of `http`.
    ///
    /// - Parameters:
    ///   - address: the text.
    ///   - variable: the variable that the address is from, for messages, which never show the address itself.
    /// - Throws: ``ETLError`` if it is not an address of a proxy that can be used.
    init(_ address: String, from variable: String) throws(ETLError) {
        let advice = "Write it like http://proxy.example.com:3128, or http://user:password@proxy.example.com:3128."
        let malformed = ETLError(
            .configuration, scope: .token, "\(variable) is not the address of a proxy", advice: advice)
        var rest = address[...]
        var scheme = "http"
        if let separator = rest.firstRange(of: "://") {
            scheme = rest[..<separator.lowerBound].lowercased()
            rest = rest[separator.upperBound...]
        }
        let isSOCKS: Bool
        switch scheme {
        case "http": isSOCKS = false
        case "socks5", "socks5h", "socks": isSOCKS = true
        case "https", "socks4", "socks4a":
            throw ETLError(
                .configuration, scope: .token,
                "\(variable) names a proxy of the kind \(scheme), which is not supported",
                advice: advice)
        default: throw malformed
        }
        if let end = rest.firstIndex(of: "/") {
            guard rest[end...] == "/" else { throw malformed }
            rest = rest[..<end]
        }
        var credentials: HTTPClient.Authorization?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decoded(parts[0]),
                let password = parts.count == 2 ? PercentEncoding.decoded(parts[1]) : ""
            else { throw malformed }
            credentials = .basic(username: name, password: password)
            rest = rest[at...].dropFirst()
        }
        guard credentials == nil || !isSOCKS else {
            throw ETLError(
                .configuration, scope: .token, "\(variable) names a SOCKS proxy with a user, which is not supported",
                advice: "Use a SOCKS proxy without a user, or an HTTP proxy.")
        }
        guard let (host, port) = Self.authority(rest, usualPort: isSOCKS ? 1080 : 80) else { throw malformed }
        configuration =
            isSOCKS
            ? .socksServer(host: host, port: port) : .server(host: host, port: port, authorization: credentials)
    }

    private static func authority(_ text: Substring, usualPort: Int) -> (String, Int)? {
        let isBracketed = text.hasPrefix("[")
        let end = isBracketed ? text.firstIndex(of: "]") : text.firstIndex(of: ":") ?? text.endIndex
        guard let end else { return nil }
        let host = isBracketed ? text[..<end].dropFirst() : text[..<end]
        let rest = isBracketed ? text[end...].dropFirst() : text[end...]
        let port = rest.isEmpty ? usualPort : rest.first == ":" ? Int(rest.dropFirst()) ?? 0 : 0
        let isHost = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/?#\\\"<>%".utf8.contains($0) }
        guard !host.isEmpty, isHost, (1...65_535).contains(port), !isBracketed || IPAddress(host) != nil else {
            return nil
        }
        return (String(host), port)
    }

    /// Host and port.
    var description: String {
        let host = configuration.host
        return "\(host.contains(":") ? "[\(host)]" : host):\(configuration.port)"
    }

    /// Nothing to see.
    var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// Which proxy the environment wants for which server: `https_proxy`, `http_proxy` and `no_proxy`, in small letters or
/// capitals; small letters win. This machine is never reached through a proxy.
struct ProxySettings {
    private let environment: [String: String]

    init(environment: [String: String]) { self.environment = environment }

    /// The proxy for a server, or nil if it is reached directly.
    ///
    /// - Throws: ``ETLError`` if the environment names something that is not a proxy.
    func proxy(for base: BaseURL) throws(ETLError) -> Proxy? {
        guard !base.isLoopback, let (name, address) = variable(base.isSecure ? "https_proxy" : "http_proxy") else {
            return nil
        }
        let exceptions = NoProxyList(variable("no_proxy")?.value ?? "")
        if exceptions.contains(host: base.host, port: base.port) { return nil }
        return try Proxy(address, from: name)
    }

    /// A variable as it is spelled in the environment. An empty one counts as unset and hides the other spelling.
    private func variable(_ name: String) -> (name: String, value: String)? {
        for name in [name, name.uppercased()] {
            guard let value = environment[name] else { continue }
            return value.isEmpty ? nil : (name, value)
        }
        return nil
    }
}
