/// The rule for names that become names of folders and files: nothing in them can lead out of a folder or hide there.
package enum SafeName {
    /// The most characters of a name that a person chooses.
    package static let longest = 64
    /// The most characters of a file's name that is made of such names.
    package static let longestOfFile = 128

    /// Returns what keeps a text from being a name, for people; nil if nothing does.
    package static func flaw(of name: String, longest: Int = Self.longest) -> String? {
        guard let first = name.utf8.first else { return "is empty" }
        if name.utf8.count > longest { return "is longer than \(longest) characters" }
        if !isAlphanumeric(first) { return "does not start with a letter or a digit" }
        guard name.utf8.allSatisfy({ isAlphanumeric($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }) else {
            return "holds something other than letters a to z, digits, '.', '_' and '-'"
        }
        let hasTwoDots = zip(name.utf8, name.utf8.dropFirst()).contains { $0 == 0x2E && $1 == 0x2E }
        return hasTwoDots ? "holds two dots in a row" : nil
    }

    /// Whether a text can be a name.
    package static func isSafe(_ name: String, longest: Int = Self.longest) -> Bool {
        flaw(of: name, longest: longest) == nil
    }

    /// - Throws: ``ETLError`` with the code `configuration` for a text that cannot be a name.
    package static func check(_ name: String, as what: String) throws(ETLError) {
        guard !isSafe(name) else { return }
        throw ETLError(
            .configuration, scope: .report, "\(what) \"\(name)\" cannot be part of a file's name",
            advice:
                "Use up to \(longest) letters, digits, dots, dashes and underscores, a letter or digit first and no "
                + "two dots in a row")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
}

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
