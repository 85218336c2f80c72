import ETL
import Foundation
import Testing

@Suite struct ZoneRulesTests {
    private func rules(_ zone: String, _ year: Int) throws -> ZoneRules {
        let first = try #require(Day(year: year, month: 1, day: 1))
        return try #require(ZoneRules(identifier: zone, covering: first...first.advanced(by: 364)))
    }

    private func time(_ text: String) throws -> LocalTime {
        let day = try #require(Day(String(text.prefix(10))))
        let clock = text.dropFirst(11).split(separator: ":").compactMap { Int($0) }
        return LocalTime(day, hour: clock[0], minute: clock[1], second: clock[2])
    }

    @Test(arguments: [
        ("America/Bogota", "2026-10-01 08:15:42", "2026-10-01T08:15:42-05:00"),
        ("Asia/Kolkata", "2026-10-01 08:15:42", "2026-10-01T08:15:42+05:30"),
        ("America/New_York", "2026-01-01 00:00:00", "2026-01-01T00:00:00-05:00"),
        ("America/New_York", "2026-07-01 00:00:00", "2026-07-01T00:00:00-04:00"),
        // The clock goes back at 02:00 on 2026-11-01: half past one comes twice, and means the first time.
        ("America/New_York", "2026-11-01 01:30:00", "2026-11-01T01:30:00-04:00"),
        ("America/New_York", "2026-11-01 02:00:00", "2026-11-01T02:00:00-05:00"),
        // It goes forward at 02:00 on 2026-03-08: half past two never comes, and keeps the old offset.
        ("America/New_York", "2026-03-08 02:30:00", "2026-03-08T02:30:00-05:00"),
        ("America/New_York", "2026-03-08 03:00:00", "2026-03-08T03:00:00-04:00"),
        ("America/Santiago", "2026-04-04 23:30:00", "2026-04-04T23:30:00-03:00"),
        ("America/Santiago", "2026-04-05 00:00:00", "2026-04-05T00:00:00-04:00"),
        ("America/Santiago", "2026-09-06 00:30:00", "2026-09-06T00:30:00-04:00"),
        ("America/Santiago", "2026-09-06 01:00:00", "2026-09-06T01:00:00-03:00"),
    ])
    func writesOffsets(zone: String, local: String, expected: String) throws {
        #expect(try rules(zone, 2026).iso8601(try time(local)) == expected)
    }

    @Test func theEndOfAWindowTakesTheLaterOffset() throws {
        let text = try rules("America/New_York", 2026).iso8601(try time("2026-11-01 01:30:00"), later: true)
        #expect(text == "2026-11-01T01:30:00-05:00")
    }

    @Test(arguments: ["America/Bogota", "America/Santiago", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
    func agreesWithFoundationThroughAYear(zone: String) throws {
        let rules = try rules(zone, 2026)
        let foundation = try #require(TimeZone(identifier: zone))
        for hour in 0..<(365 * 24) {
            let instant = Int64(1_767_240_000 + hour * 3600 + 61)
            let offset = foundation.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
            #expect(rules.localTime(atInstant: instant).seconds == instant + Int64(offset))
        }
    }

    @Test func theOffsetHoldsForTheReadingsItSays() throws {
        let rules = try rules("America/Santiago", 2026)
        var seconds = LocalTime(try #require(Day("2026-01-01"))).seconds
        let end = seconds + 364 * 86_400
        while seconds < end {
            let (offset, valid) = rules.offset(at: LocalTime(seconds: seconds))
            #expect(valid.contains(seconds))
            #expect(rules.offset(at: LocalTime(seconds: min(valid.upperBound, end) - 1)).offset == offset)
            seconds = valid.upperBound
        }
    }

    @Test func thereIsNoZoneOfAnyName() {
        #expect(ZoneRules(identifier: "America/Bogotá", covering: Day(number: 0)...Day(number: 1)) == nil)
    }
}
