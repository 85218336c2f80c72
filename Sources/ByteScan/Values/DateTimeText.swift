/// Dates with a time of day, as the API writes them: `2026-10-01 08:15:42`, `20261001081542`.
package struct DateTimeText: Sendable, Equatable {
    /// Seconds since 1970-01-01 00:00:00 on the same clock.
    package let civilSeconds: Int64

    private let start: Int
    private let isCompact: Bool

    /// Reads a date and time, with blanks around it or a `T` in its middle; nil if the text is not one.
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

/// Calendar days: `2026-10-01`, `20261001`.
package struct DayText: Sendable, Equatable {
    /// Days since 1970-01-01.
    package let number: Int
    /// Where the day stands, without blanks.
    package let place: Range<Int>

    /// Reads a day; nil if the text is not one.
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

/// The proleptic Gregorian calendar in whole numbers.
public enum CivilCalendar {
    /// Days from 1970-01-01 to a date, or nil if the calendar has no such date.
    @inlinable
    public static func dayNumber(year: Int, month: Int, day: Int) -> Int? {
        guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1,
            day <= daysInMonth(year: year, month: month)
        else { return nil }
        // Years begin in March, so that a leap day is the last day of a year.
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a day counted from 1970-01-01.
    public static func date(dayNumber: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// Number of days in a month.
    @inlinable
    public static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
