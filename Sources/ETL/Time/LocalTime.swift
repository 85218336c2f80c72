internal import ByteScan

/// A reading of a clock on the wall: a second of the civil calendar, with no zone.
///
/// The API asks and answers in such readings. Seconds are counted from 1970-01-01 00:00:00 on the same wall, each day
/// with 86,400 of them, so windows can be cut without regard to daylight saving.
public struct LocalTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01 00:00:00 on the same wall.
    public var seconds: Int64

    /// The reading `seconds` after 1970-01-01 00:00:00.
    public init(seconds: Int64) { self.seconds = seconds }

    /// The reading at a time of a day.
    public init(_ day: Day, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// The day that the reading belongs to.
    public var day: Day { Day(number: Int32(truncatingIfNeeded: seconds.flooredQuotient(by: 86_400))) }

    /// Seconds since the day began.
    public var secondOfDay: Int { Int(seconds - Int64(day.number) * 86_400) }

    /// Whether one reading is before another.
    public static func < (left: LocalTime, right: LocalTime) -> Bool { left.seconds < right.seconds }

    /// The reading some seconds later.
    public static func + (time: LocalTime, seconds: Int64) -> LocalTime { LocalTime(seconds: time.seconds + seconds) }

    /// `2026-10-01 08:15:42`.
    public var description: String { "\(day) \(clock(separator: ":"))" }

    /// `2026-10-02T06:00:12Z` for an instant, in seconds since 1970-01-01T00:00:00Z.
    public static func iso8601(instant seconds: Int64) -> String {
        LocalTime(seconds: seconds).description.replacing(" ", with: "T") + "Z"
    }

    /// The reading that ``compact`` gives; nil if the text is not one.
    public init?(compact text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 14, let time = DateTimeText(bytes.span, 0..<14) else { return nil }
        seconds = time.civilSeconds
    }

    /// `20261001081542`, the API's request form.
    public var compact: String { day.description.filter { $0 != "-" } + clock(separator: "") }

    private func clock(separator: String) -> String {
        let second = secondOfDay
        return [second / 3600, second / 60 % 60, second % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: separator)
    }
}

extension Int64 {
    /// The quotient rounded towards minus infinity.
    package func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
