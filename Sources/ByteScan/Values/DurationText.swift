/// Durations as `HH:MM:SS`, also beyond 24 hours.
package enum DurationText {
    /// Reads a duration and gives whole seconds: one to five digits of hours, then minutes and seconds below 60, each
    /// of two digits; or seconds as digits alone.
    package static func read(
        _ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]
    ) -> NumberReading {
        let rest = Blanks.trim(bytes, range)
        guard rest.count >= 3, bytes[rest.upperBound - 3] == ASCII.colon else {
            if let first = rest.first, !ASCII.isDigit(bytes[first]) { return .invalid }
            return IntegerText.read(bytes, rest, into: &output)
        }
        guard rest.count >= 7, rest.count <= 11, bytes[rest.upperBound - 6] == ASCII.colon,
            let hours = number(bytes, rest.lowerBound..<rest.upperBound - 6),
            let minutes = number(bytes, rest.upperBound - 5..<rest.upperBound - 3), minutes < 60,
            let seconds = number(bytes, rest.upperBound - 2..<rest.upperBound), seconds < 60
        else { return .invalid }
        IntegerText.append(Int64(hours * 3600 + minutes * 60 + seconds), to: &output)
        return .written
    }

    private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var value = 0
        for at in range {
            guard ASCII.isDigit(bytes[at]) else { return nil }
            value = value * 10 + Int(bytes[at] - ASCII.zero)
        }
        return value
    }
}
