/// Percentages: `34.64 %`, `15,233.33 %`, `0 %`.
package enum PercentText {
    /// Reads a percentage, with or without its sign, as the decimal number in front of it.
    ///
    /// The API puts a comma between thousands of percents, so where `1,234 %` could be read in two ways it is 1234,
    /// unless the caller's separator says otherwise. (Observed by third-party clients.)
    package static func read(
        _ bytes: Span<UInt8>, _ range: Range<Int>, separator: DecimalSeparator?, into output: inout [UInt8]
    ) -> NumberReading {
        var rest = Blanks.trim(bytes, range)
        if let last = rest.last, bytes[last] == UInt8(ascii: "%") { rest = Blanks.trim(bytes, rest.dropLast()) }
        return DecimalText.read(bytes, rest, separator: separator ?? .point, currency: false, into: &output)
    }
}
