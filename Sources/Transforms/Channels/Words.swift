internal import ByteScan

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
