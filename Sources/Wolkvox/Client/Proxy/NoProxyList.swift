/// The hosts that are reached without a proxy, as `NO_PROXY` lists them: names with or without a dot in front, each with
/// all that ends in it; addresses and networks (`10.0.0.0/8`); any of them with a port; `*` for all hosts.
struct NoProxyList: Equatable {
    private enum Pattern: Equatable {
        case everything
        case name(String, port: Int?)
        case network(IPAddress, bits: Int, port: Int?)
    }

    private let patterns: [Pattern]

    /// The list of a text, its entries separated by commas or blanks. Entries that mean nothing are passed over.
    init(_ text: String) {
        patterns = text.lowercased().split { $0 == "," || $0.isWhitespace }.compactMap(Self.pattern)
    }

    /// Whether a host, an IPv6 address with or without its brackets, is reached without a proxy.
    func contains(host: String, port: Int) -> Bool {
        var host = host.lowercased()[...]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        if host.hasSuffix(".") { host = host.dropLast() }
        let address = IPAddress(host)
        return patterns.contains { pattern in
            switch pattern {
            case .everything: true
            case .name(let name, let wanted):
                address == nil && (wanted ?? port) == port && (host == name || host.hasSuffix(".\(name)"))
            case .network(let network, let bits, let wanted):
                (wanted ?? port) == port && address?.begins(with: network, bits: bits) == true
            }
        }
    }

    private static func pattern(_ entry: Substring) -> Pattern? {
        if entry == "*" { return .everything }
        guard let (host, port) = parts(entry) else { return nil }
        let halves = host.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if let network = IPAddress(halves[0]) {
            let widest = network.bytes.count * 8
            let bits = halves.count == 2 ? Int(halves[1]) ?? -1 : widest
            return (0...widest).contains(bits) ? .network(network, bits: bits, port: port) : nil
        }
        var name = host
        if name.hasPrefix("*.") { name.removeFirst() }
        if name.hasPrefix(".") { name.removeFirst() }
        if name.hasSuffix(".") { name.removeLast() }
        return name.isEmpty ? nil : .name(String(name), port: port)
    }

    /// An entry's host and port. More than one colon without brackets is an IPv6 address without a port.
    private static func parts(_ entry: Substring) -> (Substring, Int?)? {
        if entry.hasPrefix("["), let end = entry.firstIndex(of: "]") {
            let rest = entry[end...].dropFirst()
            let host = entry[..<end].dropFirst()
            if rest.isEmpty { return (host, nil) }
            guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()) else { return nil }
            return (host, port)
        }
        let pieces = entry.split(separator: ":", omittingEmptySubsequences: false)
        guard pieces.count == 2 else { return (entry, nil) }
        guard let port = Int(pieces[1]) else { return nil }
        return (pieces[0], port)
    }
}
