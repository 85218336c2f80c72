package import ETL

/// Tokens and keys: checked without ever being shown.
package enum SecretText {
    /// A token travels in an HTTP header, so it holds visible ASCII alone.
    package static func token(_ text: String) throws(Complaint) -> Secret {
        try refuseEmptyOrBroken(text)
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Complaint("holds a blank or a letter beyond ASCII, which no token has")
        }
        return Secret(text)
    }

    package static func key(_ text: String) throws(Complaint) -> Secret {
        try refuseEmptyOrBroken(text)
        guard text.utf8.count >= shortestKey else {
            throw Complaint("has fewer than \(shortestKey) bytes; make one with `openssl rand -hex 32`")
        }
        return Secret(text)
    }

    /// A shorter key can be found by trying.
    private static let shortestKey = 16

    private static func refuseEmptyOrBroken(_ text: String) throws(Complaint) {
        guard !text.isEmpty else { throw Complaint("is empty") }
        guard !text.unicodeScalars.contains(where: { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) }) else {
            throw Complaint("holds a line break")
        }
        guard !ASCIIText.holdsControlCharacter(text) else { throw Complaint("holds a control character") }
    }
}
