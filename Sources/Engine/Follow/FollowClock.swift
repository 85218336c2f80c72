public import ETL

/// How a pipeline follows the days of its sources.
public struct FollowCadence: Sendable, Hashable {
    /// Seconds from the start of one round to the start of the next.
    public var every: Int64
    /// Seconds before the end of the last slice that a slice looks back, for rows that come late.
    public var overlap: Int64
    /// Seconds after midnight of the source's zone at which the day before is extracted as a whole.
    public var closeAfter: Int64
    /// How many days before that are extracted again with it.
    public var lookbackDays: Int

    /// A cadence.
    public init(every: Int64 = 300, overlap: Int64 = 900, closeAfter: Int64 = 3600, lookbackDays: Int = 0) {
        self.every = every
        self.overlap = overlap
        self.closeAfter = closeAfter
        self.lookbackDays = lookbackDays
    }
}

/// The clock of a source's server at the start of a round.
///
/// Slices are stretches of the clock on the wall, which shows some hours twice or not at all: where it was turned back,
/// a slice covers all readings between two instants.
public struct FollowClock: Sendable, Equatable {
    /// The source's zone.
    public let zone: ZoneRules
    /// The last full second, in seconds since 1970-01-01T00:00:00Z.
    public let until: Int64

    /// The clock of a server that is some seconds `behind` our own, which shows `now`. A server that is before us is taken
    /// to show our time, for nothing later is asked for.
    public init(zone: ZoneRules, now: Int64, behind: Int64 = 0) {
        self.zone = zone
        until = now - max(0, behind) - 1
    }

    /// What it shows.
    public var time: LocalTime { zone.localTime(atInstant: until) }
    /// The day that it shows.
    public var today: Day { time.day }
    /// The day before.
    public var yesterday: Day { today.advanced(by: -1) }

    /// The latest reading that it has shown by now.
    var latest: LocalTime {
        zone.changes.filter { $0.instant <= until }.map { zone.localTime(atInstant: $0.instant - 1) }
            .reduce(time, max)
    }

    /// The earliest reading that it has shown since an instant.
    func earliest(since instant: Int64) -> LocalTime {
        zone.changes.filter { instant < $0.instant && $0.instant <= until }
            .map { zone.localTime(atInstant: $0.instant) }
            .reduce(min(zone.localTime(atInstant: instant), time), min)
    }

    /// Seconds since the day began.
    public var sinceMidnight: Int64 { until - zone.instant(of: LocalTime(today)) }
    /// Seconds until the next day begins.
    public var untilMidnight: Int64 { zone.instant(of: LocalTime(today.advanced(by: 1))) - until }
}

/// How far apart the rounds of a token are, so that its calls last until midnight.
public struct FollowPace: Sendable, Equatable {
    /// Seconds between the starts of two rounds if there are calls enough.
    public var every: Int64
    /// Calls that are left today; nil where nobody limits them.
    public var callsLeft: Int?
    /// Calls that a round takes.
    public var callsOfRound: Int
    /// Calls that are kept back for closing a day before midnight.
    public var reserve: Int
    /// Seconds until calls are counted from zero again.
    public var untilMidnight: Int64
    /// Seconds until a day is to be closed, for which calls are kept back; nil if none is.
    public var untilClosing: Int64?

    /// A pace.
    public init(every: Int64, callsLeft: Int?, callsOfRound: Int, reserve: Int, untilMidnight: Int64) {
        self.every = every
        self.callsLeft = callsLeft
        self.callsOfRound = callsOfRound
        self.reserve = reserve
        self.untilMidnight = untilMidnight
    }

    /// Rounds for which there are calls; nil for as many as there is time for.
    public var roundsLeft: Int? { callsLeft.map { max(0, $0 - reserve) / max(1, callsOfRound) } }

    /// Seconds between the starts of two rounds.
    public var interval: Int64 {
        guard let roundsLeft else { return every }
        let apart =
            roundsLeft > 0 ? (untilMidnight + Int64(roundsLeft) - 1) / Int64(roundsLeft) : untilMidnight + 1
        return max(every, min(apart, untilClosing ?? apart))
    }

    /// Whether rounds are further apart than they should be.
    public var isSpread: Bool { interval > every }
}
