import ETL
import Settings

/// Addresses that something is sent to. They often are secrets themselves, so no complaint repeats them.
enum WebAddress {
    static func parse(_ text: String) throws(Complaint) -> Secret {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"<>\\".utf8.contains($0) }) else {
            throw Complaint("holds a blank or a character that no address has; write it as %20 and the like")
        }
        guard let separator = text.firstRange(of: "://"),
            ["http", "https"].contains(text[..<separator.lowerBound].lowercased())
        else { throw Complaint("does not start with https:// or http://") }
        let rest = text[separator.upperBound...]
        guard !rest.contains("#") else { throw Complaint("holds a fragment (a part after #)") }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw Complaint("holds a user or a password (a part before @)") }
        _ = try EndpointText.split(authority)
        return Secret(text)
    }

    /// Whether it leads to another machine without TLS.
    static func isOpen(_ text: String) -> Bool {
        guard text.lowercased().hasPrefix("http://") else { return false }
        let authority = text.dropFirst(7).prefix { $0 != "/" && $0 != "?" }
        guard let host = try? EndpointText.split(authority).host else { return false }
        return !LoopbackHost.matches(host)
    }
}
