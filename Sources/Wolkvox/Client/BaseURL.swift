public import ETL

/// Where a source's API answers: scheme, host, port and a path before the API's own. Anything but HTTPS stays on this
/// machine.
public struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    /// The address, without a slash at its end.
    public let description: String
    /// The host alone, as it stands in the address.
    public let host: String
    /// The host with its port, where that is not the scheme's own and the host is not this machine: the server that rows
    /// come from. A simulator on another port is the same server.
    public let origin: String
    /// Whether the scheme is https.
    let isSecure: Bool
    /// The port, the scheme's own if the address has none.
    let port: Int
    /// Whether the host is this machine.
    var isLoopback: Bool { LoopbackHost.matches(host) }

    /// The vendor's server of that number; leading zeros are part of it.
    public init(server: String) throws(ETLError) {
        guard !server.isEmpty, server.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw ETLError(
                .configuration, scope: .token, "'\(server)' is not a server number",
                advice: "Take the digits behind 'wv' in the address of wolkvox Manager, leading zeros included.")
        }
        try self.init(unchecked: "https://wv\(server).wolkvox.com")
    }

    /// An address.
    ///
    /// - Throws: ``ETLError`` if it is not an address, has a user, a query or a fragment, or would send the token unencrypted
    ///   to another machine.
    public init(_ address: String) throws(ETLError) {
        try self.init(unchecked: address)
        guard isSecure || isLoopback else {
            throw ETLError(
                .configuration, scope: .token, "'\(address)' would send the token over the network unencrypted",
                advice: "Use https; plain http is for this machine alone.")
        }
    }

    /// An address that is sent no token: plain http may lead to any machine.
    init(unchecked address: String) throws(ETLError) {
        let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        let allowed = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"@?#\\\"<>".utf8.contains($0) }
        let scheme = parts.first?.lowercased()
        guard allowed, parts.count >= 3, parts[1].isEmpty, scheme == "https:" || scheme == "http:",
            let host = Self.host(in: parts[2])
        else {
            throw ETLError(
                .configuration, scope: .token, "'\(address)' is not the address of a server",
                advice: "Write it like https://example.com or http://127.0.0.1:8080.")
        }
        var text = address
        while text.hasSuffix("/") { text.removeLast() }
        description = text
        self.host = host
        isSecure = scheme == "https:"
        let portText = parts[2].dropFirst(host.count)
        let usualPort = isSecure ? 443 : 80
        port = Int(portText.dropFirst()) ?? usualPort
        origin = (port == usualPort || LoopbackHost.matches(host) ? host : "\(host)\(portText)").lowercased()
    }

    /// The host of `host:port` or `[address]:port`, or nil if the port is none.
    private static func host(in authority: Substring) -> String? {
        let isAddress = authority.hasPrefix("[")
        let end = isAddress ? authority.firstIndex(of: "]").map(authority.index(after:)) : nil
        let colon = authority[(end ?? authority.startIndex)...].firstIndex(of: ":")
        let host = authority[..<(end ?? colon ?? authority.endIndex)]
        let rest = authority[host.endIndex...]
        let port = rest.isEmpty ? 443 : Int(rest.dropFirst()) ?? 0
        guard !host.isEmpty, isAddress == (end != nil), rest.isEmpty || rest.first == ":",
            (1...65_535).contains(port)
        else { return nil }
        return String(host)
    }
}
