/// Text read one Unicode scalar at a time, for the few places that must understand more than ASCII.
public enum ScalarText {
    /// Returns the scalar that begins at `at` and the number of its bytes; U+FFFD and 1 where the bytes are not UTF-8.
    public static func scalar(_ bytes: Span<UInt8>, at: Int, limit: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = bytes[at]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        let least: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
        guard (0xC2...0xF4).contains(first), at + length <= limit else { return ("\u{FFFD}", 1) }
        var value = UInt32(first) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length {
            guard bytes[at + offset] & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
            value = value << 6 | UInt32(bytes[at + offset] & 0x3F)
        }
        guard value >= least, let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
        return (scalar, length)
    }

    /// Returns the value of a decimal digit of any script; nil for every other character.
    public static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return ASCII.isDigit(byte) ? byte - ASCII.zero : nil
        }
        guard let type = scalar.properties.numericType, type != .numeric, let value = scalar.properties.numericValue,
            (0...9).contains(value)
        else { return nil }
        return UInt8(value)
    }

    /// Appends the letters and digits of a text: digits of any script as ASCII, letters in lower case, full-width ones as
    /// their ordinary forms. All else is left out, so that two spellings of one value give the same bytes.
    public static func appendLettersAndDigits(_ bytes: Span<UInt8>, to plain: inout [UInt8]) {
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte < 0x80 {
                let lower = ASCII.lowercased(byte)
                if ASCII.isDigit(byte) || lower &- UInt8(ascii: "a") < 26 { plain.append(lower) }
                at += 1
            } else {
                let (scalar, length) = scalar(bytes, at: at, limit: bytes.count)
                appendFolded(scalar, to: &plain)
                at += length
            }
        }
    }

    private static func appendFolded(_ scalar: Unicode.Scalar, to plain: inout [UInt8]) {
        if let digit = digit(scalar) { return plain.append(ASCII.zero + digit) }
        guard scalar.properties.isAlphabetic, scalar.properties.generalCategory != .nonspacingMark else { return }
        if (0xFF21...0xFF5A).contains(scalar.value) {
            return plain.append(ASCII.lowercased(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0)))
        }
        plain.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    }
}
