internal import ETL

/// The rule for names that become parts of paths.
enum SafeName {
    static let longest = 100

    /// Whether a name begins with a letter or digit and goes on with letters, digits, dots, dashes and underscores, so
    /// that it can name nothing outside its directory, nothing hidden and no other level.
    static func isSafe(_ name: String) -> Bool {
        guard let first = name.utf8.first, isAlphanumeric(first), name.utf8.count <= longest else { return false }
        return name.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
    }

    static func check(_ name: String, as what: String) throws {
        guard !isSafe(name) else { return }
        throw ETLError(
            .configuration, scope: .report, "\(what) \"\(name)\" cannot be part of a file's name",
            advice: "Use up to \(longest) letters, digits, dots, dashes and underscores, a letter or digit first")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
}
