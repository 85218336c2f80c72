/// Signs and codes of currencies at the ends of an amount: `$`, `US$`, `COP`, `€`.
enum CurrencyMark {
    /// The end of the mark at the start of `range`, or nil if there is none.
    static func end(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        while at < range.upperBound, at - range.lowerBound <= longestCode, isLetter(bytes[at]) { at += 1 }
        if at - range.lowerBound <= longestCode, let width = widthOfSign(bytes, start: at, limit: range.upperBound) {
            return at + width
        }
        return isCode(bytes, range.lowerBound..<at) ? at : nil
    }

    /// The start of the mark at the end of `range`; the end of `range` if there is none.
    static func start(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var at = range.upperBound
        for start in max(range.lowerBound, at - 6)..<at where end(bytes, start..<range.upperBound) == range.upperBound {
            at = start
            break
        }
        return at
    }

    private static let longestCode = 3

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    private static func widthOfSign(_ bytes: Span<UInt8>, start at: Int, limit: Int) -> Int? {
        guard at < limit else { return nil }
        if bytes[at] == UInt8(ascii: "$") { return 1 }
        if at + 2 <= limit, bytes[at] == 0xC2, bytes[at + 1] == 0xA3 || bytes[at + 1] == 0xA5 { return 2 }
        // U+20A0 to U+20CF are the currency signs.
        guard at + 3 <= limit, bytes[at] == 0xE2, bytes[at + 1] == 0x82 || bytes[at + 1] == 0x83,
            bytes[at + 1] == 0x82 ? bytes[at + 2] >= 0xA0 : bytes[at + 2] <= 0x8F
        else { return nil }
        return 3
    }

    /// ISO 4217's codes of the countries that the vendor serves.
    private static let codes: Set<UInt32> = Set(
        [
            "ARS", "BOB", "BRL", "CAD", "CLP", "COP", "CRC", "CUP", "DOP", "EUR", "GBP", "GTQ", "HNL", "MXN", "NIO",
            "PAB", "PEN", "PYG", "USD", "UYU", "VES",
        ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })

    private static func isCode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count == longestCode else { return false }
        var code: UInt32 = 0
        for at in range { code = code << 8 | UInt32(bytes[at] & 0xDF) }
        return codes.contains(code)
    }
}
