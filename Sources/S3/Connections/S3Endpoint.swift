package import ETL

/// The address of a store: scheme, host and port.
package struct S3Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// Whether the scheme is https.
    package let isSecure: Bool
    /// The host, an IPv6 address in brackets.
    package let host: String
    /// The port.
    package let port: Int

    /// Reads an address such as `https://s3.example.com` or `http://127.0.0.1:8333`.
    ///
    /// - Throws: ``ETLError`` if it is not one, or has a user, a path, a query or a fragment.
    package init(_ text: String) throws(ETLError) {
        let wrong = ETLError(
            .configuration, scope: .run, "'\(ShownText.short(text))' is not the address of an object store",
            advice: "Write it like https://s3.example.com or http://127.0.0.1:8333", subject: text)
        guard let separator = text.firstRange(of: "://") else { throw wrong }
        switch text[..<separator.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: throw wrong
        }
        var rest = text[separator.upperBound...]
        if rest.hasSuffix("/") { rest.removeLast() }
        let isPlain = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/@?#\\\"<>%".utf8.contains($0) }
        let end = rest.hasPrefix("[") ? rest.firstIndex(of: "]").map(rest.index(after:)) : rest.firstIndex(of: ":")
        let host = rest[..<(end ?? rest.endIndex)]
        let tail = rest[host.endIndex...]
        let port = tail.isEmpty ? (isSecure ? 443 : 80) : tail.hasPrefix(":") ? Int(tail.dropFirst()) ?? 0 : 0
        guard isPlain, !host.isEmpty, !host.hasPrefix("[") || end != nil, (1...65_535).contains(port) else {
            throw wrong
        }
        self.host = host.lowercased()
        self.port = port
    }

    init(isSecure: Bool, host: String, port: Int) { (self.isSecure, self.host, self.port) = (isSecure, host, port) }

    /// The address of one of Amazon's services.
    init(amazon service: String, in region: String) {
        let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        self.init(isSecure: true, host: "\(service).\(region).\(domain)", port: 443)
    }

    /// The host, and the port where it is not the scheme's own: what a request's `Host` says.
    package var authority: String { port == (isSecure ? 443 : 80) ? host : "\(host):\(port)" }
    /// The address.
    package var description: String { "\(isSecure ? "https" : "http")://\(authority)" }
    /// Whether it is this machine.
    package var isLoopback: Bool { LoopbackHost.matches(host) }
}
