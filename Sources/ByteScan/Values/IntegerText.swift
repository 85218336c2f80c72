/// Whole numbers of 64 bits.
package enum IntegerText {
    /// Reads a whole number: digits with an optional sign, blanks around it, zeros in front.
    ///
    /// Nothing else is taken: `12.0` and `1,234` may mean several things in a column of counts.
    package static func read(
        _ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]
    ) -> NumberReading {
        if range.count <= safeDigits, range.count > 0, bytes[range.lowerBound] != ASCII.zero || range.count == 1,
            ASCII.areDigits(bytes, range)
        {
            return .stands(range)
        }
        var rest = Blanks.trim(bytes, range)
        guard let first = rest.first else { return .invalid }
        let isNegative = bytes[first] == ASCII.minus
        if isNegative || bytes[first] == ASCII.plus { rest = rest.dropFirst() }
        guard !rest.isEmpty, ASCII.areDigits(bytes, rest) else { return .invalid }
        while rest.count > 1, bytes[rest.lowerBound] == ASCII.zero { rest = rest.dropFirst() }
        guard fits(bytes, rest, isNegative: isNegative) else { return .invalid }
        if !isNegative || bytes[rest.lowerBound] == ASCII.zero { return .stands(rest) }
        if bytes[rest.lowerBound - 1] == ASCII.minus { return .stands(rest.lowerBound - 1..<rest.upperBound) }
        output.append(ASCII.minus)
        for at in rest { output.append(bytes[at]) }
        return .written
    }

    /// Adds a number that isn't negative to `output`.
    package static func append(_ number: Int64, to output: inout [UInt8]) {
        var divisor: Int64 = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            output.append(ASCII.zero + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    /// Numbers of at most this many digits always fit.
    private static let safeDigits = 18

    private static func fits(_ bytes: Span<UInt8>, _ digits: Range<Int>, isNegative: Bool) -> Bool {
        guard digits.count > safeDigits else { return true }
        var value: Int64 = 0
        for at in digits {
            let digit = Int64(bytes[at] - ASCII.zero)
            let (shifted, tooLong) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooLarge) = shifted.subtractingReportingOverflow(digit)
            if tooLong || tooLarge { return false }
            value = sum
        }
        return isNegative || value != .min
    }
}
