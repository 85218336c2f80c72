package import ETL

package enum ASCIIText {
    package static func isDigit(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39
    }

    package static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    }

    /// Whether the text holds a character that moves a cursor instead of showing something.
    package static func holdsControlCharacter(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}

/// Texts of digits alone, such as prefixes of telephone numbers.
package enum DigitsText {
    package static func parse(_ text: String, most: Int) throws(Complaint) -> String {
        guard !text.isEmpty, text.utf8.count <= most, text.utf8.allSatisfy(ASCIIText.isDigit) else {
            throw .notThat
        }
        return text
    }
}

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
