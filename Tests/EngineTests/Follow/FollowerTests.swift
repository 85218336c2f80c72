import ETL
import TestSupport
import Testing

@testable import Engine

@Suite struct FollowerTests {
    private static let start: Int64 = 1_790_000_000

    @Test func roundsBeginAtTheirPaceAndMissedOnesAreNotMadeUpFor() {
        var follower = Follower(FollowCadence(every: 300))
        #expect(follower.next(at: Self.start, of: ["a"]) == .round(lanes: ["a"]))
        follower.began("a", at: Self.start)
        #expect(follower.next(at: Self.start + 299, of: ["a"]) == .wait(until: Self.start + 300))
        // The round took longer than three others would have.
        #expect(follower.next(at: Self.start + 1000, of: ["a"]) == .round(lanes: ["a"]))
        follower.began("a", at: Self.start + 1000)
        #expect(follower.next(at: Self.start + 1001, of: ["a"]) == .wait(until: Self.start + 1300))
        #expect(follower.next(at: Self.start + 1001, of: ["a", "b"]) == .round(lanes: ["b"]))
    }

    @Test func aClockThatWasTurnedBackHoldsNothingUp() {
        var follower = Follower(FollowCadence(every: 300))
        follower.began("a", at: Self.start)
        #expect(follower.next(at: Self.start - 7200, of: ["a"]) == .round(lanes: ["a"]))
    }

    @Test func callsThatWouldNotLastSpreadTheRounds() {
        let pace = FollowPace(every: 300, callsLeft: 300, callsOfRound: 5, reserve: 5, untilMidnight: 43_200)
        #expect(pace.roundsLeft == 59)
        #expect(pace.interval == 733 && pace.isSpread)
        var follower = Follower(FollowCadence(every: 300))
        follower.began("a", at: Self.start)
        follower.ended("a", calls: 5) { _ in pace }
        #expect(follower.next(at: Self.start + 732, of: ["a"]) == .wait(until: Self.start + 733))
        #expect(follower.isTooEarly("a", at: Self.start + 400))
        #expect(!follower.isTooEarly("a", at: Self.start + 600), "cron is not on the second")
    }

    @Test(arguments: [(nil, 300), (0, 3601), (4, 3601), (5, 3600), (60, 300), (1_000_000, 300)] as [(Int?, Int64)])
    func theIntervalIsWhatTheCallsAllow(left: Int?, interval: Int64) {
        let pace = FollowPace(every: 300, callsLeft: left, callsOfRound: 5, reserve: 0, untilMidnight: 3600)
        #expect(pace.interval == interval)
    }

    @Test func aDayIsClosedInTimeHoweverFewCallsAreLeft() {
        var pace = FollowPace(every: 300, callsLeft: 5, callsOfRound: 5, reserve: 5, untilMidnight: 85_000)
        #expect(pace.interval == 85_001)
        pace.untilClosing = 2400
        #expect(pace.interval == 2400)
    }

    @Test func noRoundIsSpreadWhereThePaceIsUsual() {
        var follower = Follower(FollowCadence(every: 300))
        follower.began("a", at: Self.start)
        follower.ended("a", calls: 5) {
            FollowPace(every: 300, callsLeft: 8000, callsOfRound: $0, reserve: 0, untilMidnight: 3600)
        }
        follower.cadence.every = 60
        #expect(follower.next(at: Self.start + 60, of: ["a"]) == .round(lanes: ["a"]), "as after SIGHUP")
    }

    // MARK: Closing

    @Test func aDayIsClosedAWhileAfterMidnight() throws {
        let (day, zone) = (try #require(Day("2026-10-02")), try Self.zone("America/Bogota", around: "2026-10-02"))
        var follower = Follower(FollowCadence(closeAfter: 3600, lookbackDays: 1))
        let midnight = zone.instant(of: LocalTime(day))
        func days(_ seconds: Int64) -> ClosedRange<Day>? {
            follower.daysToClose(of: "a", at: FollowClock(zone: zone, now: midnight + seconds + 1))
        }
        #expect(days(3599) == nil)
        #expect(days(3600) == day.advanced(by: -2)...day.advanced(by: -1))
        follower.closed(day.advanced(by: -1), of: "a")
        #expect(days(3600) == nil)
        #expect(days(86_400 + 3599) == nil)
        #expect(days(86_400 + 3600) == day.advanced(by: -1)...day)
        #expect(days(4 * 86_400 + 3600) == day...day.advanced(by: 3), "days that were missed are closed too")
        #expect(days(400 * 86_400 + 3600)?.count == 32)
    }

    @Test func aClosingThatFailedIsTriedAgain() throws {
        let zone = try Self.zone("America/Bogota", around: "2026-10-02")
        let midnight = zone.instant(of: LocalTime(try #require(Day("2026-10-02"))))
        var follower = Follower(FollowCadence(closeAfter: 0))
        let clock = FollowClock(zone: zone, now: midnight + 1)
        follower.failedToClose("a", at: clock, isLeft: true)
        #expect(follower.daysToClose(of: "a", at: clock) != nil)
        follower.failedToClose("a", at: clock, isLeft: false)
        #expect(follower.daysToClose(of: "a", at: FollowClock(zone: zone, now: midnight + 3600)) == nil)
        #expect(follower.daysToClose(of: "a", at: FollowClock(zone: zone, now: midnight + 3601)) != nil)
    }

    // MARK: Days so far

    @Test func theFirstRoundOfADayAsksForTheDayBeforeOnceMore() throws {
        let zone = try Self.zone("America/Bogota", around: "2026-10-02")
        let day = try #require(Day("2026-10-02"))
        let midnight = zone.instant(of: LocalTime(day))
        var follower = Follower(FollowCadence())
        let (before, after) = (FollowClock(zone: zone, now: midnight - 60), FollowClock(zone: zone, now: midnight + 60))
        #expect(follower.daySoFar(of: "a", at: after).days == day...day, "nothing was followed the day before")
        follower.followed("a", at: before, behind: nil)
        let first = follower.daySoFar(of: "a", at: after)
        #expect(first.days == day.advanced(by: -1)...day && first.window.last == LocalTime(day) + 59)
        follower.followed("a", at: after, behind: nil)
        #expect(follower.daySoFar(of: "a", at: after).days == day...day)
    }

    @Test func nothingIsAskedOfTheTimeThatTheServerHasNotReached() throws {
        let zone = try Self.zone("America/Bogota", around: "2026-10-02")
        let now = zone.instant(of: LocalTime(try #require(Day("2026-10-02")), hour: 12))
        #expect(FollowClock(zone: zone, now: now, behind: 90).time.secondOfDay == 12 * 3600 - 91)
        #expect(FollowClock(zone: zone, now: now, behind: -90).time.secondOfDay == 12 * 3600 - 1)
    }

    // MARK: Slices

    /// Days with and without a change of the clock: at midnight, at night, in both directions.
    @Test(
        arguments: [
            ("America/Bogota", "2026-10-02"), ("America/Santiago", "2026-09-06"), ("America/Santiago", "2026-04-05"),
            ("America/New_York", "2026-11-01"), ("America/New_York", "2026-03-08"),
        ], 0..<6 as Range<UInt64>)
    func everySecondIsAskedForAfterItIsOver(place: (zone: String, day: String), seed: UInt64) throws {
        let zone = try Self.zone(place.zone, around: place.day)
        let day = try #require(Day(place.day))
        var random = SplitMix(state: seed)
        var lake = LakeModel()
        var follower = Follower(FollowCadence(overlap: 900, closeAfter: 3600))
        let first = zone.instant(of: LocalTime(day.advanced(by: -1), hour: 12))
        var now = first
        while now < first + 3 * 86_400 {
            let clock = FollowClock(zone: zone, now: now)
            let stretch = follower.slice(of: "a", at: clock, before: lake.before(clock))
            let slice = try #require(stretch.slice)
            #expect(stretch.window.last == clock.latest)
            for (day, last) in stretch.before {
                #expect(slice.share(of: day)?.window.first == max(last.border, LocalTime(day)))
            }
            // Some rounds fail, and some processes forget all that they knew.
            if Int.random(in: 0..<6, using: &random) > 0 {
                try lake.take(slice)
                try lake.expectAllAsked(clock, since: zone.instant(of: LocalTime(clock.today)))
                if let days = follower.daysToClose(of: "a", at: clock) {
                    follower.closed(days.upperBound, of: "a")
                    lake.last[days.upperBound] = nil
                }
            }
            if Int.random(in: 0..<30, using: &random) == 0 { lake.last = [:] }
            now += Int64.random(in: 60...3000, using: &random)
        }
    }

    /// What a lake remembers of slices, and when each second of the wall was asked for last.
    private struct LakeModel {
        var last: [Day: LastSlice] = [:]
        private var asked: [Int64: Int64] = [:]

        func before(_ clock: FollowClock) -> [Day: LastSlice] {
            last.filter { $0.key == clock.today || $0.key == clock.yesterday }
        }

        mutating func take(_ slice: Slice) throws {
            for day in slice.window.days {
                let share = try #require(slice.share(of: day))
                let starts = [LocalTime(day), last[day]?.border]
                #expect(starts.contains(share.window.first), "\(share.window) begins where nothing is known to begin")
                last[day] = LastSlice(
                    last: share.window.last, border: share.border, askedUntil: share.askedUntil, recent: 0)
            }
            // Each full minute stands for those beside it.
            let first = (slice.window.first.seconds + 59) / 60 * 60
            for second in stride(from: first, through: slice.window.last.seconds, by: 60) {
                asked[second] = slice.askedUntil
            }
        }

        /// A second that is shown twice must have been asked for after it was shown last.
        func expectAllAsked(_ clock: FollowClock, since start: Int64) throws {
            for instant in stride(from: start, through: clock.until, by: 60) {
                let reading = clock.zone.localTime(atInstant: instant)
                guard reading.seconds.isMultiple(of: 60), reading.day == clock.today else { continue }
                let time = try #require(asked[reading.seconds], "\(reading) was never asked for")
                guard time >= instant else {
                    Issue.record("\(reading) was asked for before it was over")
                    return
                }
            }
        }
    }

    private static func zone(_ name: String, around day: String) throws -> ZoneRules {
        let day = try #require(Day(day))
        return try #require(
            ZoneRules(identifier: name, covering: day.advanced(by: -7)...day.advanced(by: 7)))
    }
}
