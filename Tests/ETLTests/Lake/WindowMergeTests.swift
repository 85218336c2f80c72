import ETL
import Foundation
import Testing

/// The windows of a manifest follow one another as instants, whatever the clock does.
@Suite struct WindowMergeTests {
    /// At two o'clock it was three.
    private static let spring = Day("2026-03-08")
    /// At two o'clock it was one again.
    private static let autumn = Day("2026-11-01")
    /// The day began at one o'clock.
    private static let atMidnight = Day("2026-09-06")

    private func windows(_ day: Day?, _ zone: String, endingAt minutes: [Int]) throws -> [Manifest.Received] {
        let day = try #require(day)
        let rules = try #require(ZoneRules(identifier: zone, covering: day...day))
        var start = 0
        let kept = (minutes + [1440]).map { end in
            defer { start = end }
            let window = Window(
                first: LocalTime(day) + Int64(start * 60), last: LocalTime(day) + Int64(end * 60 - 1))
            return KeptWindow(part: 0, window: window, rows: end - start, calls: 1)
        }
        return WindowMerge.merge(kept, day: day, zone: rules)
    }

    private func instant(_ text: String) throws -> Int {
        Int(try #require(ISO8601DateFormatter().date(from: text)).timeIntervalSince1970)
    }

    @Test(arguments: [
        [60, 150], [120], [150], [180], [130, 150], [120, 180], [120, 150, 180], [130, 150, 170, 200], [90, 179],
    ])
    func windowsInAndAroundAGapDoNotOverlap(minutes: [Int]) throws {
        let found = try windows(Self.spring, "America/New_York", endingAt: minutes)
        #expect(found.reduce(0) { $0 + $1.rows } == 1440)
        #expect(found.reduce(0) { $0 + $1.calls } == minutes.count + 1)
        #expect(found.first?.from == "2026-03-08T00:00:00-05:00")
        #expect(found.last?.to == "2026-03-08T23:59:59-04:00")
        for (one, next) in zip(found, found.dropFirst()) {
            #expect(try instant(one.from) <= instant(one.to))
            #expect(try instant(one.to) + 1 == instant(next.from), "\(one.to) and \(next.from)")
        }
    }

    @Test func aWindowThatEndsInAGapEndsBeforeTheNextBegins() throws {
        let found = try windows(Self.spring, "America/New_York", endingAt: [180])
        #expect(found.map(\.to) == ["2026-03-08T01:59:59-05:00", "2026-03-08T23:59:59-04:00"])
        #expect(found.map(\.from) == ["2026-03-08T00:00:00-05:00", "2026-03-08T03:00:00-04:00"])
    }

    @Test(arguments: [[30], [60], [30, 60, 90]])
    func aDayMayBeginWithAGap(minutes: [Int]) throws {
        let found = try windows(Self.atMidnight, "America/Santiago", endingAt: minutes)
        #expect(found.reduce(0) { $0 + $1.rows } == 1440)
        #expect(try instant(#require(found.first).from) == instant("2026-09-06T01:00:00-03:00"))
        for (one, next) in zip(found, found.dropFirst()) {
            #expect(try instant(one.from) <= instant(one.to))
            #expect(try instant(one.to) + 1 == instant(next.from))
        }
    }

    /// The end of a window has the offset after the change, its beginning the one before.
    @Test func anHourThatOccursTwiceIsInItsWindowTwice() throws {
        let found = try windows(Self.autumn, "America/New_York", endingAt: [60, 120])
        #expect(found.map { $0.from.suffix(14) } == ["00:00:00-04:00", "01:00:00-04:00", "02:00:00-05:00"])
        #expect(found.map { $0.to.suffix(14) } == ["00:59:59-04:00", "01:59:59-05:00", "23:59:59-05:00"])
    }
}
