internal import Foundation

/// A time zone as the list of its changes, for turning readings of a clock into instants without a look-up per row.
///
/// A reading that occurs twice belongs to the offset before the change, and one that does not occur keeps the offset
/// before the gap, unless the caller asks for the later offset.
public struct ZoneRules: Sendable, Equatable {
    /// One change of offset.
    public struct Change: Sendable, Equatable {
        /// The instant, in seconds since 1970-01-01T00:00:00Z.
        public let instant: Int64
        /// Seconds east of Greenwich from then on.
        public let offset: Int
    }

    /// The zone's IANA name.
    public let identifier: String
    /// Seconds east of Greenwich before the first change.
    public let initialOffset: Int
    /// The changes, oldest first.
    public let changes: [Change]

    /// A zone by hand.
    public init(identifier: String, initialOffset: Int, changes: [Change] = []) {
        self.identifier = identifier
        self.initialOffset = initialOffset
        self.changes = changes
    }

    /// The rules of an IANA zone for the days given, or nil if there is no such zone.
    public init?(identifier: String, covering days: ClosedRange<Day>) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        var instant = Date(timeIntervalSince1970: Double(days.lowerBound.number - 2) * 86_400)
        let end = Date(timeIntervalSince1970: Double(days.upperBound.number + 3) * 86_400)
        let initial = zone.secondsFromGMT(for: instant)
        var changes: [Change] = []
        while let next = zone.nextDaylightSavingTimeTransition(after: instant), next > instant, next < end {
            let seconds = Int64(next.timeIntervalSince1970.rounded())
            let offset = zone.secondsFromGMT(for: next.addingTimeInterval(1))
            if offset != (changes.last?.offset ?? initial) { changes.append(Change(instant: seconds, offset: offset)) }
            instant = next
        }
        self.init(identifier: identifier, initialOffset: initial, changes: changes)
    }

    /// Seconds east of Greenwich at a reading of the clock, and the readings for which that answer holds; `later` takes
    /// a reading that occurs twice for its second occurrence.
    public func offset(at time: LocalTime, later: Bool = false) -> (offset: Int, valid: Range<Int64>) {
        var offset = initialOffset
        var from = Int64.min
        for change in changes {
            // In a gap the old offset holds until the clock shows the hour that follows the gap.
            let end = change.instant + Int64(later ? change.offset : max(offset, change.offset))
            if time.seconds < end { return (offset, from..<end) }
            from = end
            offset = change.offset
        }
        return (offset, from..<Int64.max)
    }

    /// The readings that the clock skips around `time`, or nil if it shows `time`.
    public func gap(at time: LocalTime) -> Range<LocalTime>? {
        var offset = initialOffset
        for change in changes {
            let (start, end) = (change.instant + Int64(offset), change.instant + Int64(change.offset))
            if start <= time.seconds, time.seconds < end {
                return LocalTime(seconds: start)..<LocalTime(seconds: end)
            }
            offset = change.offset
        }
        return nil
    }

    /// The reading of the clock at an instant, given in seconds since 1970-01-01T00:00:00Z.
    public func localTime(atInstant instant: Int64) -> LocalTime {
        let offset = changes.last { $0.instant <= instant }?.offset ?? initialOffset
        return LocalTime(seconds: instant + Int64(offset))
    }

    /// The instant of a reading, in seconds since 1970-01-01T00:00:00Z.
    public func instant(of time: LocalTime, later: Bool = false) -> Int64 {
        time.seconds - Int64(offset(at: time, later: later).offset)
    }

    /// A reading as ISO 8601 with its offset: `2026-10-01T08:15:42-05:00`.
    public func iso8601(_ time: LocalTime, later: Bool = false) -> String {
        let text = time.description.replacing(" ", with: "T")
        return text + Self.suffix(offset: offset(at: time, later: later).offset)
    }

    /// An offset as it ends an ISO 8601 time: `-05:00`.
    public static func suffix(offset: Int) -> String {
        let minutes = abs(offset) / 60
        let pair = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(offset < 0 ? "-" : "+")\(pair(minutes / 60)):\(pair(minutes % 60))"
    }
}
