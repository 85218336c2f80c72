import ETL
import Settings

/// Addresses of API servers: https to anywhere, plain http to this machine alone, and nothing but host, port and path.
enum EndpointText {
    static func parse(_ text: String) throws(Complaint) -> Endpoint {
        guard let separator = text.firstRange(of: "://") else {
            throw Complaint("does not start with https:// or http://")
        }
        let scheme = text[..<separator.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { throw Complaint("does not start with https:// or http://") }
        let rest = text[separator.upperBound...]
        guard !rest.contains("@") else {
            throw Complaint("holds credentials (a part before @); the token belongs in 'token'")
        }
        guard !rest.contains("?"), !rest.contains("#") else {
            throw Complaint("holds a query or a fragment; write host, port and path alone")
        }
        let authority = rest.prefix { $0 != "/" }
        let (host, port) = try split(authority)
        guard scheme == "https" || LoopbackHost.matches(host) else {
            throw Complaint(
                "uses plain http, which would show the token to the network; use https (http is for 127.0.0.1)")
        }
        let path = try path(rest[authority.endIndex...])
        return .address("\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(path)")
    }

    static func server(_ text: String) throws(Complaint) -> Endpoint {
        guard (1...6).contains(text.utf8.count), text.utf8.allSatisfy(ASCIIText.isDigit) else { throw .notThat }
        return .server(text)
    }

    static func split(_ authority: Substring) throws(Complaint) -> (host: String, port: Int?) {
        var host = authority
        var port: Int?
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            host = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            guard let number = try? WholeNumber.parse(digits), (1...65535).contains(number) else {
                throw Complaint("has no port from 1 to 65535 after the colon")
            }
            port = number
        }
        guard isHost(host) else { throw Complaint("names no host that can be reached") }
        return (host.lowercased(), port)
    }

    private static func path(_ text: Substring) throws(Complaint) -> String {
        let segments = text.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = text.utf8.allSatisfy { ASCIIText.isLetterOrDigit($0) || "/._~-".utf8.contains($0) }
        guard isPlain, !segments.contains(".."), !segments.contains(".") else {
            throw Complaint("has a path with more than letters a to z, digits, '.', '_', '~' and '-'")
        }
        var path = text
        while path.hasSuffix("/") { path = path.dropLast() }
        return String(path)
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") {
            let address = host.dropFirst().dropLast()
            return address.contains(":") && address.utf8.allSatisfy { isHexadecimal($0) || ":.".utf8.contains($0) }
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return host.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { ASCIIText.isLetterOrDigit($0) || "_-".utf8.contains($0) }
            }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        ASCIIText.isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
    }
}

/// Where a source's API answers.
package enum Endpoint: Sendable, Hashable {
    /// The number of a vendor's server, leading zeros kept.
    case server(String)
    /// Scheme, host, port and path, with no slash at the end.
    case address(String)

    /// What the API's paths are appended to, with no slash at the end.
    package var baseURL: String {
        switch self {
        case .server(let number): "https://wv\(number).wolkvox.com"
        case .address(let address): address
        }
    }
}
