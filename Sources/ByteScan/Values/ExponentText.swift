/// Numbers that JSON writes with an exponent.
package enum ExponentText {
    /// Digits beyond which nobody wants a number written out.
    private static let longest = 400

    /// Adds a JSON number to `output` in plain notation, digit for digit: `1.50e3` is `1500`, `12e-1` is `1.2`.
    ///
    /// - Returns: false if `range` is no JSON number with an exponent, or the number is too long to be written out;
    ///   `output` is then as before.
    package static func expand(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) -> Bool {
        let end = DecimalText.endOfPlain(bytes, range)
        guard end > range.lowerBound, end < range.upperBound, bytes[end] | 0x20 == UInt8(ascii: "e"),
            let exponent = exponent(bytes, end + 1..<range.upperBound), range.count + abs(exponent) <= longest
        else { return false }
        var digits: [UInt8] = []
        var point: Int?
        let isNegative = bytes[range.lowerBound] == ASCII.minus
        for at in (range.lowerBound + (isNegative ? 1 : 0))..<end {
            if bytes[at] == ASCII.dot { point = digits.count } else { digits.append(bytes[at]) }
        }
        let whole = (point ?? digits.count) + exponent
        if whole <= 0 { digits.insert(contentsOf: repeatElement(ASCII.zero, count: 1 - whole), at: 0) }
        if whole > digits.count { digits.append(contentsOf: repeatElement(ASCII.zero, count: whole - digits.count)) }
        let wholeCount = max(1, whole)
        let leading = digits.prefix(wholeCount - 1).prefix { $0 == ASCII.zero }.count
        if isNegative { output.append(ASCII.minus) }
        output.append(contentsOf: digits[leading..<wholeCount])
        if digits.count > wholeCount {
            output.append(ASCII.dot)
            output.append(contentsOf: digits[wholeCount...])
        }
        return true
    }

    private static func exponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard let first = range.first else { return nil }
        let hasSign = bytes[first] == ASCII.minus || bytes[first] == ASCII.plus
        let digits = hasSign ? range.dropFirst() : range
        guard !digits.isEmpty else { return nil }
        var value = 0
        for at in digits {
            guard ASCII.isDigit(bytes[at]) else { return nil }
            value = min(value * 10 + Int(bytes[at] - ASCII.zero), 1_000_000)
        }
        return bytes[first] == ASCII.minus ? -value : value
    }
}
