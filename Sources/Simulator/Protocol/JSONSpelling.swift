/// How the server writes text as JSON: as PHP does, slashes escaped, and accents either as they are or as `\u00e1`.
struct JSONSpelling: Sendable {
    var escapesUnicode = false

    /// Returns the bytes of a text in quotes.
    func quoted(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        append(text, to: &out)
        return out
    }

    func append(_ text: String, to out: inout [UInt8]) {
        append(Array(text.utf8), 0..<text.utf8.count, to: &out)
    }

    /// Appends the bytes of a text in quotes.
    func append(_ bytes: [UInt8], _ range: Range<Int>, to out: inout [UInt8]) {
        out.append(0x22)
        if escapesUnicode {
            for unit in String(decoding: bytes[range], as: UTF8.self).utf16 {
                if unit < 0x80 { appendASCII(UInt8(unit), to: &out) } else { appendEscape(unit, to: &out) }
            }
        } else {
            var index = range.lowerBound
            while index < range.upperBound {
                if let separator = Self.lineSeparator(bytes, index: index, end: range.upperBound) {
                    appendEscape(separator, to: &out)
                    index += 3
                } else {
                    appendASCII(bytes[index], to: &out)
                    index += 1
                }
            }
        }
        out.append(0x22)
    }

    private func appendASCII(_ byte: UInt8, to out: inout [UInt8]) {
        switch byte {
        case 0x22, 0x5C, 0x2F: out.append(contentsOf: [0x5C, byte])
        case 0x08: out.append(contentsOf: [0x5C, 0x62])
        case 0x09: out.append(contentsOf: [0x5C, 0x74])
        case 0x0A: out.append(contentsOf: [0x5C, 0x6E])
        case 0x0C: out.append(contentsOf: [0x5C, 0x66])
        case 0x0D: out.append(contentsOf: [0x5C, 0x72])
        case ..<0x20: appendEscape(UInt16(byte), to: &out)
        default: out.append(byte)
        }
    }

    private func appendEscape(_ unit: UInt16, to out: inout [UInt8]) {
        out.append(contentsOf: [0x5C, 0x75])
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(unit >> UInt16(shift) & 0xF)
            out.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }

    // PHP escapes U+2028 and U+2029 even where it leaves all other text alone.
    private static func lineSeparator(_ bytes: [UInt8], index: Int, end: Int) -> UInt16? {
        guard bytes[index] == 0xE2, index + 2 < end, bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0xA8 else {
            return nil
        }
        return bytes[index + 2] == 0xA8 ? 0x2028 : 0x2029
    }
}
