internal import ByteScan

/// Watches the decimal signs of a column: where some values have a comma as decimal sign, a dot before exactly three
/// digits may be meant to group thousands, though it is read as a decimal sign.
struct DecimalSigns {
    private var hasComma = false
    private var grouped: [UInt8] = []
    private var isNoted = false

    /// Looks at one value as it came; `isPlain` says that it is a number as JSON writes it, and so has no comma.
    mutating func see(_ bytes: Span<UInt8>, _ range: Range<Int>, isPlain: Bool) {
        if range.count > 4, grouped.isEmpty, bytes[range.upperBound - 4] == ASCII.dot { seeDot(bytes, range) }
        if !isPlain, !hasComma { hasComma = hasCommaAsSign(bytes, range) }
    }

    /// Whether a comma comes before the last digits, other than three: those may be a group, unless a zero comes first.
    private func hasCommaAsSign(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var at = range.upperBound
        while at > range.lowerBound, ASCII.isDigit(bytes[at - 1]) { at -= 1 }
        let digits = range.upperBound - at
        guard digits > 0, at > range.lowerBound, bytes[at - 1] == ASCII.comma else { return false }
        return digits != 3 || at > range.lowerBound + 1 && bytes[range.lowerBound] == ASCII.zero
    }

    /// The value that can be misread, once, if the column has both kinds of values.
    mutating func takeContradiction() -> [UInt8]? {
        guard hasComma, !grouped.isEmpty, !isNoted else { return nil }
        isNoted = true
        return grouped
    }

    /// Notes `1.234`, `12.345` and `123.456`, with or without a sign: the values that a group of thousands could be.
    private mutating func seeDot(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let isSigned = bytes[range.lowerBound] == ASCII.minus || bytes[range.lowerBound] == ASCII.plus
        let whole = (range.lowerBound + (isSigned ? 1 : 0))..<(range.upperBound - 4)
        guard (1...3).contains(whole.count), ASCII.areDigits(bytes, whole), bytes[whole.lowerBound] != ASCII.zero,
            ASCII.areDigits(bytes, range.upperBound - 3..<range.upperBound)
        else { return }
        for at in range { grouped.append(bytes[at]) }
    }
}
