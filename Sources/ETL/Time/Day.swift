internal import ByteScan

/// A day of the civil calendar.
public struct Day: Sendable, Hashable, Comparable, Strideable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public var number: Int32

    /// The day `number` days after 1970-01-01.
    public init(number: Int32) { self.number = number }

    /// A day by its date, or nil if the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard let number = CivilCalendar.dayNumber(year: year, month: month, day: day) else { return nil }
        self.number = Int32(number)
    }

    /// A day in the form `2026-10-01`, or nil.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, let day = DayText(bytes.span, 0..<10), day.isExtended else { return nil }
        number = Int32(day.number)
    }

    /// Year, month from 1, day of the month from 1.
    public var date: (year: Int, month: Int, day: Int) { CivilCalendar.date(dayNumber: Int(number)) }

    /// Day of the week, 0 for Sunday to 6 for Saturday.
    public var weekday: Int { ((Int(number) + 4) % 7 + 7) % 7 }

    /// Whether one day is before another.
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// Days from this one to another.
    public func distance(to other: Day) -> Int { Int(other.number) - Int(number) }

    /// The day `days` later.
    public func advanced(by days: Int) -> Day { Day(number: number + Int32(days)) }

    /// `2026-10-01`.
    public var description: String {
        let (year, month, day) = date
        let digits = String(year)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "\(padded)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
