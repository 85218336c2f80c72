internal import ETL

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
