/// A set of seconds of local time, seen as windows that neither touch nor overlap, oldest first.
public struct IntervalSet: Sendable, Hashable {
    private var seconds: RangeSet<Int64>

    /// The seconds of some windows, in any order; they may overlap.
    public init(_ windows: [Window] = []) { seconds = RangeSet(windows.map(\.seconds)) }

    /// The windows, oldest first.
    public var windows: [Window] {
        seconds.ranges.map {
            Window(first: LocalTime(seconds: $0.lowerBound), last: LocalTime(seconds: $0.upperBound - 1))
        }
    }

    /// Whether there are no seconds.
    public var isEmpty: Bool { seconds.isEmpty }

    /// Number of seconds.
    public var length: Int64 { windows.reduce(0) { $0 + $1.length } }

    /// Adds the seconds of a window; windows that touch become one.
    public mutating func insert(_ window: Window) { seconds.insert(contentsOf: window.seconds) }

    /// Takes the seconds of a window out.
    public mutating func remove(_ window: Window) { seconds.remove(contentsOf: window.seconds) }

    /// The seconds that this set and a window have in common.
    public func intersection(_ window: Window) -> IntervalSet {
        IntervalSet(windows.compactMap { $0.intersection(window) })
    }
}

extension Window {
    fileprivate var seconds: Range<Int64> { first.seconds..<last.seconds + 1 }
}
