/// A stretch of a day whose rows replace those of the same seconds, while all others stay: what a round brings of a day
/// that goes on.
public struct Slice: Sendable, Hashable {
    /// What is asked for: from the border of the slice before, or the day's start, to the end of the day so far.
    public var window: Window
    /// The first second that the next slice asks for again, because rows may come late or change until then.
    public var border: LocalTime
    /// Until when it was asked, in seconds since 1970-01-01T00:00:00Z.
    public var askedUntil: Int64

    /// A slice.
    public init(window: Window, border: LocalTime, askedUntil: Int64) {
        self.window = window
        self.border = border
        self.askedUntil = askedUntil
    }

    /// The part of the slice that lies in a day; nil if no part does.
    public func share(of day: Day) -> Slice? {
        window.intersection(Window(day)).map {
            Slice(window: $0, border: min(max(border, $0.first), $0.last + 1), askedUntil: askedUntil)
        }
    }
}

/// What a lake remembers of the last slice of a partition.
public struct LastSlice: Sendable, Hashable {
    /// The last second that was asked for, included.
    public var last: LocalTime
    /// The second that the next slice begins with.
    public var border: LocalTime
    /// Until when it was asked, in seconds since 1970-01-01T00:00:00Z.
    public var askedUntil: Int64
    /// Rows received from the border on, which the next slice replaces.
    public var recent: Int

    /// The last slice of a partition.
    public init(last: LocalTime, border: LocalTime, askedUntil: Int64, recent: Int) {
        self.last = last
        self.border = border
        self.askedUntil = askedUntil
        self.recent = recent
    }
}
