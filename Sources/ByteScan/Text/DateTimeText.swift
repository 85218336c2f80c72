/// Dates with a time of day, as the API writes them: `2026-10-01 08:15:42`, `20261001081542`.
package struct DateTimeText: Sendable, Equatable {
    /// Seconds since 1970-01-01 00:00:00 on the same clock.
    package let civilSeconds: Int64

    private let start: Int
    private let isCompact: Bool

    /// Reads a date and time, with blanks around it or a `T` in its middle, or nil if it is none.
    package init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let whole = range.count == 19 && ASCII.isDigit(bytes[range.lowerBound]) ? range : Blanks.trim(bytes, range)
        guard whole.count == 19 || whole.count == 14 else { return nil }
        let isCompact = whole.count == 14
        let at = whole.lowerBound
        if !isCompact {
            let middle = bytes[at + 10]
            guard bytes[at + 4] == ASCII.minus, bytes[at + 7] == ASCII.minus,
                middle == ASCII.space || middle == UInt8(ascii: "T"),
                bytes[at + 13] == ASCII.colon, bytes[at + 16] == ASCII.colon
            else { return nil }
        }
        let step = isCompact ? 2 : 3
        let afterYear = at + step + 2
        guard let century = DigitPair.read(bytes, at), let years = DigitPair.read(bytes, at + 2),
            let month = DigitPair.read(bytes, afterYear), let day = DigitPair.read(bytes, afterYear + step),
            let hour = DigitPair.read(bytes, afterYear + 2 * step), hour < 24,
            let minute = DigitPair.read(bytes, afterYear + 3 * step), minute < 60,
            let second = DigitPair.read(bytes, afterYear + 4 * step), second < 60,
            let number = CivilCalendar.dayNumber(year: century * 100 + years, month: month, day: day)
        else { return nil }
        start = at
        self.isCompact = isCompact
        civilSeconds = Int64(number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// Adds `2026-10-01T08:15:42` and an offset to `output`; `bytes` are those that the date was read from.
    package func appendISO8601(from bytes: Span<UInt8>, offset: [UInt8], to output: inout [UInt8]) {
        let suffix = offset.span
        output.append(addingCapacity: 19 + suffix.count) { target in
            if isCompact {
                for index in 0..<14 {
                    switch index {
                    case 4, 6: target.append(ASCII.minus)
                    case 8: target.append(UInt8(ascii: "T"))
                    case 10, 12: target.append(ASCII.colon)
                    default: break
                    }
                    target.append(bytes[start + index])
                }
            } else {
                for at in start..<start + 10 { target.append(bytes[at]) }
                target.append(UInt8(ascii: "T"))
                for at in start + 11..<start + 19 { target.append(bytes[at]) }
            }
            for at in 0..<suffix.count { target.append(suffix[at]) }
        }
    }
}
