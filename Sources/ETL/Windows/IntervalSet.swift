/// A set of seconds of local time, held as windows that neither touch nor overlap, oldest first.
public struct IntervalSet: Sendable, Hashable {
    /// The windows, oldest first.
    public private(set) var windows: [Window]

    /// The seconds of some windows, in any order; they may overlap.
    public init(_ windows: [Window] = []) {
        self.windows = []
        for window in windows { insert(window) }
    }

    /// Whether there are no seconds.
    public var isEmpty: Bool { windows.isEmpty }

    /// Number of seconds.
    public var length: Int64 { windows.reduce(0) { $0 + $1.length } }

    /// Adds the seconds of a window; windows that touch become one.
    public mutating func insert(_ window: Window) {
        var merged = window
        var kept: [Window] = []
        for other in windows {
            if other.last.seconds + 1 < merged.first.seconds || merged.last.seconds + 1 < other.first.seconds {
                kept.append(other)
            } else {
                merged = Window(first: min(merged.first, other.first), last: max(merged.last, other.last))
            }
        }
        let place = kept.firstIndex { $0.first > merged.first } ?? kept.count
        kept.insert(merged, at: place)
        windows = kept
    }

    /// Takes the seconds of a window out.
    public mutating func remove(_ window: Window) {
        windows = windows.flatMap { other -> [Window] in
            guard other.intersection(window) != nil else { return [other] }
            var left: [Window] = []
            if other.first < window.first { left.append(Window(first: other.first, last: window.first + -1)) }
            if window.last < other.last { left.append(Window(first: window.last + 1, last: other.last)) }
            return left
        }
    }

    /// The seconds that this set and a window have in common.
    public func intersection(_ window: Window) -> IntervalSet {
        IntervalSet(windows.compactMap { $0.intersection(window) })
    }
}
