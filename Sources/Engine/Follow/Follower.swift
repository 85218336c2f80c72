public import ETL

/// Decides when the rounds of a pipeline that follows its days begin, what each asks for, and when a day is closed.
///
/// A value that knows no clock and never sleeps: it is told the time, and says what is to be done. What it must remember
/// between two processes is ``notes``.
public struct Follower: Sendable, Equatable {
    /// What is to be done.
    public enum Action: Sendable, Equatable {
        /// A round of these tokens is due.
        case round(lanes: [String])
        /// Nothing is due before this instant.
        case wait(until: Int64)
    }

    /// What is remembered of a source.
    public struct Source: Sendable, Equatable, Codable {
        /// Seconds that the server's clock is behind ours, as its last answer showed.
        public var behind: Int64 = 0
        /// The last day that was closed.
        var closed: Int32?
        /// The day of its last round.
        var followed: Int32?
        /// When closing a day failed last, to be tried again.
        var failedToClose: Int64?
    }

    /// What is remembered of a token.
    public struct Lane: Sendable, Equatable, Codable {
        /// When its last round began.
        var began: Int64
        /// Seconds to the start of the next one where that is more than usual, because its calls would not last; else 0.
        var spread: Int64
        /// Calls that its last round took.
        var calls: Int
    }

    /// What is remembered of all of them.
    public struct Notes: Sendable, Equatable, Codable {
        /// By the names of sources.
        public internal(set) var sources: [String: Source] = [:]
        /// By the names of lanes.
        public internal(set) var lanes: [String: Lane] = [:]

        /// Nothing is remembered.
        public init() {}
    }

    /// How the days are followed.
    public var cadence: FollowCadence
    /// What is remembered.
    public private(set) var notes: Notes

    /// A follower that goes on from what was remembered.
    public init(_ cadence: FollowCadence, notes: Notes = Notes()) {
        self.cadence = cadence
        self.notes = notes
    }

    // MARK: When

    /// Says what is to be done at an instant.
    public func next(at now: Int64, of lanes: [String]) -> Action {
        let starts = lanes.map { (lane: $0, start: nextStart(of: $0, at: now)) }
        let due = starts.filter { $0.start <= now }.map(\.lane)
        return due.isEmpty ? .wait(until: starts.map(\.start).min() ?? now + cadence.every) : .round(lanes: due)
    }

    /// When the next round of a lane may begin.
    public func nextStart(of lane: String, at now: Int64) -> Int64 {
        guard let last = notes.lanes[lane] else { return now }
        // A clock that was turned back does not hold rounds up.
        return last.began > now ? now : last.began + max(cadence.every, last.spread)
    }

    /// Whether a round of a lane would come before it may, because its calls would not last; a round that somebody else
    /// starts every now and then may come a little early.
    public func isTooEarly(_ lane: String, at now: Int64) -> Bool {
        guard let last = notes.lanes[lane], last.spread > cadence.every else { return false }
        return now + cadence.every / 2 < nextStart(of: lane, at: now)
    }

    // MARK: What

    /// What a round asks of a report whose rows carry their own time: the slice since the last one, or the day so far.
    ///
    /// - Parameters:
    ///   - source: the source's name.
    ///   - clock: the server's clock.
    ///   - before: the last slices of today and of the day before, where they are known.
    /// - Returns: what to ask for, and the slices before that it is to be judged by.
    public func slice(of source: String, at clock: FollowClock, before: [Day: LastSlice]) -> Stretch {
        let (today, yesterday) = (clock.today, clock.yesterday)
        let askedUntil = before.values.map(\.askedUntil).max() ?? clock.until
        // What may have changed since it was asked for.
        let reach = clock.earliest(since: min(askedUntil, clock.until) - cadence.overlap)
        var first = LocalTime(today)
        if let last = before[today], last.border <= reach { first = max(first, last.border) }
        if let last = before[yesterday], !isClosed(yesterday, of: source),
            last.last < Window(yesterday).last || reach.day <= yesterday
        {
            first = last.border <= reach ? last.border : LocalTime(yesterday)
        }
        let window = Window(first: first, last: max(clock.latest, first))
        let slice = Slice(
            window: window, border: clock.earliest(since: clock.until - cadence.overlap), askedUntil: clock.until)
        return Stretch(
            slice,
            after: before.filter { day, last in slice.share(of: day)?.window.first == max(last.border, LocalTime(day)) }
        )
    }

    /// What a round asks of all other reports: the day so far, and in the first round of a day the day before once more.
    public func daySoFar(of source: String, at clock: FollowClock) -> Stretch {
        let isFirst = notes.sources[source]?.followed.map { $0 < clock.today.number } ?? false
        let first = isFirst && !isClosed(clock.yesterday, of: source) ? clock.yesterday : clock.today
        return Stretch(window: Window(first: LocalTime(first), last: clock.latest))
    }

    /// The days of a source that are to be extracted as a whole now; nil if none are.
    public func daysToClose(of source: String, at clock: FollowClock) -> ClosedRange<Day>? {
        let yesterday = clock.yesterday
        guard !isClosed(yesterday, of: source), clock.sinceMidnight >= cadence.closeAfter else { return nil }
        let known = notes.sources[source]
        if let failed = known?.failedToClose, 0..<Self.closingPause ~= clock.until - failed { return nil }
        let earliest = known?.closed.map { Day(number: $0).advanced(by: 1) } ?? yesterday
        let first = min(earliest, yesterday.advanced(by: -cadence.lookbackDays))
        return max(first, yesterday.advanced(by: -Self.mostDaysToClose))...yesterday
    }

    /// Whether a day of a source was closed.
    public func isClosed(_ day: Day, of source: String) -> Bool {
        notes.sources[source]?.closed.map { day.number <= $0 } ?? false
    }

    /// Seconds before closing is tried again that failed for a reason which time does not mend.
    private static let closingPause: Int64 = 3600
    /// After a longer pause, older days are for `run`.
    private static let mostDaysToClose = 31

    // MARK: What happened

    /// A round of a lane has begun.
    public mutating func began(_ lane: String, at now: Int64) {
        notes.lanes[lane] = Lane(began: now, spread: 0, calls: notes.lanes[lane]?.calls ?? 0)
    }

    /// A round of a lane has ended; `calls` is what its slices took.
    public mutating func ended(_ lane: String, calls: Int, pace: (_ callsOfRound: Int) -> FollowPace) {
        guard var last = notes.lanes[lane] else { return }
        if calls > 0 { last.calls = calls }
        let pace = pace(last.calls)
        last.spread = pace.isSpread ? pace.interval : 0
        notes.lanes[lane] = last
    }

    /// A source was asked in a round; `behind` is how far its clock was behind ours, if it said so.
    public mutating func followed(_ source: String, at clock: FollowClock, behind: Int64?) {
        notes.sources[source, default: Source()].followed = clock.today.number
        if let behind { notes.sources[source, default: Source()].behind = max(0, behind) }
    }

    /// Days of a source were extracted as a whole up to `day`, or it is known that they had been.
    public mutating func closed(_ day: Day, of source: String) {
        notes.sources[source, default: Source()].closed = day.number
        notes.sources[source, default: Source()].failedToClose = nil
    }

    /// Closing failed; `isLeft` says that it is only to be tried in the next round.
    public mutating func failedToClose(_ source: String, at clock: FollowClock, isLeft: Bool) {
        notes.sources[source, default: Source()].failedToClose = isLeft ? nil : clock.until
    }
}
