import ETL
import Testing

@testable import Commands

/// What the newest row and the identifiers of calls show of the zone.
@Suite struct ZoneOfTimesTests {
    private let serverTime: Int64 = 1_791_534_600

    /// A row of some seconds before the server's clock, in a place some seconds east of Greenwich, and identifiers that show
    /// an offset, if any.
    private func finding(
        secondsOld: Int64, at offset: Int64, shown: Int64? = nil, zone: String = "America/Bogota"
    ) throws -> DeepFinding {
        let day = LocalTime(seconds: serverTime).day
        let rules = try #require(ZoneRules(identifier: zone, covering: day.advanced(by: -2)...day.advanced(by: 2)))
        var epochs = EpochOffsets()
        if let shown {
            for place in 1...12 {
                epochs.see(Array("ivr.\(serverTime).\(place)".utf8), at: LocalTime(seconds: serverTime + shown + 60))
            }
        }
        let newest = LocalTime(seconds: serverTime - secondsOld + offset)
        return ZoneOfTimes().finding([newest], at: serverTime, in: rules, epochs)
    }

    @Test func identifiersDecideOverANewRow() throws {
        // An hour old where the zone is an hour off: new by the wrong clock.
        let wrong = try finding(secondsOld: 3600, at: -14_400, shown: -14_400)
        #expect(wrong.verdict == .differs && wrong.answer == "UTC-04:00")
        // A row in the future proposes no zone that is in use already.
        let right = try finding(secondsOld: -600, at: -18_000, shown: -18_000)
        #expect(right.verdict == .asExpected && right.key == nil)
    }

    @Test func withoutIdentifiersTheNewestRowDecides() throws {
        #expect(try finding(secondsOld: 60, at: -18_000).verdict == .asExpected)
        #expect(try finding(secondsOld: 7200, at: -18_000).verdict == .notSeen)
        let east = try finding(secondsOld: 5, at: -14_400)
        #expect(east.verdict == .differs && east.answer == "UTC-04:00" && east.key?.hasPrefix("time_zone: ") == true)
    }

    /// No zone of the list is at that offset: the key is for somebody who knows the place.
    @Test func anOffsetWithoutAZoneIsSaidInWords() throws {
        let odd = try finding(secondsOld: 60, at: 20_700, shown: 20_700)
        #expect(odd.verdict == .differs && odd.needsAction && odd.key == nil)
        #expect(odd.follows?.contains("UTC+05:45") == true)
    }
}
