/// Calendar days: `2026-10-01`, `20261001`.
package struct DayText: Sendable, Equatable {
    /// Days since 1970-01-01.
    package let number: Int
    /// Where the day stands, without blanks.
    package let place: Range<Int>

    /// Reads a day, or nil if it is none.
    package init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let whole = Blanks.trim(bytes, range)
        guard whole.count == 10 || whole.count == 8 else { return nil }
        let at = whole.lowerBound
        let step = whole.count == 8 ? 2 : 3
        guard step == 2 || bytes[at + 4] == ASCII.minus && bytes[at + 7] == ASCII.minus,
            let century = DigitPair.read(bytes, at), let years = DigitPair.read(bytes, at + 2),
            let month = DigitPair.read(bytes, at + step + 2), let day = DigitPair.read(bytes, at + 2 * step + 2),
            let number = CivilCalendar.dayNumber(year: century * 100 + years, month: month, day: day)
        else { return nil }
        self.number = number
        place = whole
    }

    /// Whether the day stands there as ISO 8601 writes it.
    package var isExtended: Bool { place.count == 10 }

    /// Adds `2026-10-01` to `output`; `bytes` are those that the day was read from.
    package func append(from bytes: Span<UInt8>, to output: inout [UInt8]) {
        for (index, at) in place.enumerated() {
            if !isExtended, index == 4 || index == 6 { output.append(ASCII.minus) }
            output.append(bytes[at])
        }
    }
}
