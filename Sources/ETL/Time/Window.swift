/// A stretch of local time, both ends included, in whole seconds.
///
/// Windows never share a second: one ends the second before the next begins.
public struct Window: Sendable, Hashable, CustomStringConvertible {
    /// The first second.
    public var first: LocalTime
    /// The last second, included.
    public var last: LocalTime

    /// The window from `first` to `last`, both included; `last` must not be before `first`.
    public init(first: LocalTime, last: LocalTime) {
        precondition(first <= last, "a window ends before it begins")
        self.first = first
        self.last = last
    }

    /// All of one day.
    public init(_ day: Day) { self.init(days: day...day) }

    /// All of several days.
    public init(days: ClosedRange<Day>) {
        self.init(first: LocalTime(days.lowerBound), last: LocalTime(days.upperBound.advanced(by: 1)) + -1)
    }

    /// Number of seconds.
    public var length: Int64 { last.seconds - first.seconds + 1 }

    /// The days that the window touches.
    public var days: ClosedRange<Day> { first.day...last.day }

    /// Whether a time lies within.
    public func contains(_ time: LocalTime) -> Bool { first <= time && time <= last }

    /// What two windows have in common, or nil.
    public func intersection(_ other: Window) -> Window? {
        let first = max(self.first, other.first)
        let last = min(self.last, other.last)
        return first <= last ? Window(first: first, last: last) : nil
    }

    /// `2026-10-01 00:00:00 … 2026-10-01 23:59:59`.
    public var description: String { "\(first) … \(last)" }
}
