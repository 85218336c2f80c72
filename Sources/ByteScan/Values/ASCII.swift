/// Names for the bytes that formats are made of.
public enum ASCII {
    /// The tabulator.
    @inlinable public static var tab: UInt8 { UInt8(ascii: "\t") }
    /// LF.
    @inlinable public static var lineFeed: UInt8 { UInt8(ascii: "\n") }
    /// CR.
    @inlinable public static var carriageReturn: UInt8 { UInt8(ascii: "\r") }
    /// The blank.
    @inlinable public static var space: UInt8 { UInt8(ascii: " ") }
    /// The double quote.
    @inlinable public static var quote: UInt8 { UInt8(ascii: "\"") }
    /// The backslash.
    @inlinable public static var backslash: UInt8 { UInt8(ascii: "\\") }
    /// The slash.
    @inlinable public static var slash: UInt8 { UInt8(ascii: "/") }
    /// The comma.
    @inlinable public static var comma: UInt8 { UInt8(ascii: ",") }
    /// The colon.
    @inlinable public static var colon: UInt8 { UInt8(ascii: ":") }
    /// The full stop.
    @inlinable public static var dot: UInt8 { UInt8(ascii: ".") }
    /// The plus sign.
    @inlinable public static var plus: UInt8 { UInt8(ascii: "+") }
    /// The minus sign, or a dash.
    @inlinable public static var minus: UInt8 { UInt8(ascii: "-") }
    /// The digit 0.
    @inlinable public static var zero: UInt8 { UInt8(ascii: "0") }
    /// The digit 9.
    @inlinable public static var nine: UInt8 { UInt8(ascii: "9") }
    /// The opening brace.
    @inlinable public static var openBrace: UInt8 { UInt8(ascii: "{") }
    /// The closing brace.
    @inlinable public static var closeBrace: UInt8 { UInt8(ascii: "}") }
    /// The opening bracket.
    @inlinable public static var openBracket: UInt8 { UInt8(ascii: "[") }
    /// The closing bracket.
    @inlinable public static var closeBracket: UInt8 { UInt8(ascii: "]") }

    /// Whether a byte is a decimal digit.
    @inlinable
    public static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Whether all bytes are the digits of a whole number, with a minus sign before them or without.
    public static func isWholeNumber(_ text: some Sequence<UInt8>) -> Bool {
        var hasDigit = false
        for (place, byte) in text.enumerated() {
            if isDigit(byte) { hasDigit = true } else if place > 0 || byte != minus { return false }
        }
        return hasDigit
    }

    /// Whether JSON takes a byte for white space.
    @inlinable
    public static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// The lower-case hexadecimal digit of a value below sixteen.
    @inlinable
    package static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? zero + value : UInt8(ascii: "a") - 10 + value }

    /// The value of a hexadecimal digit, or nil.
    public static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case zero...nine: byte - zero
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// A lower-case letter for an upper-case one; every other byte as it is.
    public static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }
}

extension Sequence<UInt8> {
    /// The bytes in lower-case hexadecimal, two digits each.
    package var hexadecimal: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * underestimatedCount)
        for byte in self {
            digits.append(ASCII.hexDigit(byte >> 4))
            digits.append(ASCII.hexDigit(byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }
}

extension ASCII {
    /// Whether all of `range` is digits.
    package static func areDigits(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for at in range where !isDigit(bytes[at]) { return false }
        return true
    }
}

/// Two digits, as dates and times are made of.
enum DigitPair {
    /// The number from 0 to 99 that stands at `at`, or nil.
    @inline(__always)
    static func read(_ bytes: Span<UInt8>, _ at: Int) -> Int? {
        let tens = bytes[at] &- ASCII.zero
        let ones = bytes[at + 1] &- ASCII.zero
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }
}
