/// Cuts what is left to ask for into windows, newest first.
///
/// A pure function of what is wanted, what is done and how wide a window may be, so that a changed width or a killed
/// run leaves gaps that the next plan fills, and nothing else.
public struct WindowPlanner: Sendable {
    /// What windows may be.
    public let limits: ExtractLimits

    /// A planner for one extractor.
    public init(limits: ExtractLimits) { self.limits = limits }

    /// The newest window still to be asked for.
    ///
    /// - Parameters:
    ///   - remaining: what is left.
    ///   - width: seconds that one window should have at most.
    /// - Returns: nil when nothing is left.
    public func next(in remaining: IntervalSet, width: Int64) -> Window? {
        guard let newest = remaining.windows.last else { return nil }
        if case .total = limits.grain { return newest.intersection(Window(newest.last.day)) }
        let width = usable(width)
        var first = LocalTime(seconds: max(newest.first.seconds, newest.last.seconds - width + 1))
        // A window of whole days begins with a day, so that no more days than necessary stay open.
        if width >= Self.daySeconds, first > newest.first, first.secondOfDay != 0 {
            let nextDay = LocalTime(first.day.advanced(by: 1))
            if nextDay <= newest.last { first = nextDay }
        }
        if case .bucket(let seconds) = limits.grain { first = cut(first, within: newest, bucket: Int64(seconds)) }
        let days = newest.last.day.advanced(by: 1 - limits.days)
        return Window(first: max(first, LocalTime(days)), last: newest.last)
    }

    /// The width to try after a window proved too large, or nil if it cannot be made smaller.
    public func narrower(than window: Window) -> Int64? {
        switch limits.grain {
        case .total: return nil
        case .bucket(let seconds):
            let buckets = (window.length + Int64(seconds) - 1) / Int64(seconds)
            return buckets > 1 ? (buckets / 2) * Int64(seconds) : nil
        case .event:
            return window.length > 1 ? (window.length + 1) / 2 : nil
        }
    }

    private func usable(_ width: Int64) -> Int64 {
        switch limits.grain {
        case .bucket(let seconds): max(Int64(seconds), width / Int64(seconds) * Int64(seconds))
        default: max(1, width)
        }
    }

    /// Moves the beginning of a window up to the edge of a bucket.
    private func cut(_ first: LocalTime, within newest: Window, bucket seconds: Int64) -> LocalTime {
        guard first > newest.first else { return first }
        let past = Int64(first.secondOfDay) % seconds
        guard past != 0 else { return first }
        let edge = first + (seconds - past)
        return edge <= newest.last ? edge : first + -past
    }

    private static let daySeconds: Int64 = 86_400
}
