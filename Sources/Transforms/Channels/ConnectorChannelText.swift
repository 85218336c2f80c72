internal import ByteScan

/// The parts of a channel such as `WhatsApp - official direct - 88412`.
struct ConnectorChannelText {
    enum Kind {
        case sms, whatsApp, other
    }

    let kind: Kind
    /// Where the connector's type stands.
    let type: Range<Int>?
    /// Where the connector's identifier stands.
    let id: Range<Int>?

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let text = Self.trimSeparators(bytes, range)
        let prefix: Int
        if Words.begins(bytes, text, with: Self.whatsApp) {
            kind = .whatsApp
            prefix = Self.whatsApp.count
        } else if Words.begins(bytes, text, with: Self.sms) {
            kind = .sms
            prefix = Self.sms.count
        } else {
            kind = .other
            type = nil
            id = nil
            return
        }
        let rest = Self.trimSeparators(bytes, text.lowerBound + prefix..<text.upperBound)
        var digits = rest.upperBound
        while digits > rest.lowerBound, ASCII.isDigit(bytes[digits - 1]) { digits -= 1 }
        let name = Self.trimSeparators(bytes, rest.lowerBound..<digits)
        type = name.isEmpty ? nil : name
        id = digits == rest.upperBound ? nil : digits..<rest.upperBound
    }

    private static let whatsApp = Array("whatsapp".utf8)
    private static let sms = Array("sms".utf8)

    /// Leaves letters, digits and what is no ASCII at the ends.
    private static func trimSeparators(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var rest = range
        while let first = rest.first, Words.isSeparator(bytes[first]) { rest = rest.dropFirst() }
        while let last = rest.last, Words.isSeparator(bytes[last]) { rest = rest.dropLast() }
        return rest
    }
}

/// Looks at words in bytes, whatever the case of their ASCII letters.
enum Words {
    /// Whether `range` begins with a word that is given in lower case.
    static func begins(_ bytes: Span<UInt8>, _ range: Range<Int>, with word: [UInt8]) -> Bool {
        guard range.count >= word.count else { return false }
        for index in word.indices where ASCII.lowercased(bytes[range.lowerBound + index]) != word[index] {
            return false
        }
        return true
    }

    /// Whether a byte is ASCII and neither a letter nor a digit.
    static func isSeparator(_ byte: UInt8) -> Bool {
        byte < 0x80 && !ASCII.isDigit(byte) && ASCII.lowercased(byte) &- UInt8(ascii: "a") >= 26
    }
}
