/// Hosts that are this machine, to which tokens may travel without TLS.
package enum LoopbackHost {
    /// Whether a host is `localhost`, `[::1]` or 127.x.x.x in full.
    ///
    /// A name such as `127.0.0.1.example.com` is not a loopback address, and neither is a short form or one with leading
    /// zeros, which a resolver may read in another way.
    package static func matches(_ host: String) -> Bool {
        if host.lowercased() == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0).map { "\($0)" } == String($0) }
    }
}
