/// Names for the bytes that formats are made of.
public enum ASCII {
    /// The tabulator.
    public static let tab = UInt8(ascii: "\t")
    /// LF.
    public static let lineFeed = UInt8(ascii: "\n")
    /// CR.
    public static let carriageReturn = UInt8(ascii: "\r")
    /// The blank.
    public static let space = UInt8(ascii: " ")
    /// The double quote.
    public static let quote = UInt8(ascii: "\"")
    /// The backslash.
    public static let backslash = UInt8(ascii: "\\")
    /// The slash.
    public static let slash = UInt8(ascii: "/")
    /// The comma.
    public static let comma = UInt8(ascii: ",")
    /// The colon.
    public static let colon = UInt8(ascii: ":")
    /// The full stop.
    public static let dot = UInt8(ascii: ".")
    /// The plus sign.
    public static let plus = UInt8(ascii: "+")
    /// The minus sign, or a dash.
    public static let minus = UInt8(ascii: "-")
    /// The digit 0.
    public static let zero = UInt8(ascii: "0")
    /// The digit 9.
    public static let nine = UInt8(ascii: "9")
    /// The opening brace.
    public static let openBrace = UInt8(ascii: "{")
    /// The closing brace.
    public static let closeBrace = UInt8(ascii: "}")
    /// The opening bracket.
    public static let openBracket = UInt8(ascii: "[")
    /// The closing bracket.
    public static let closeBracket = UInt8(ascii: "]")

    /// Whether a byte is a decimal digit.
    @inlinable
    public static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Whether JSON takes a byte for white space.
    @inlinable
    public static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

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
