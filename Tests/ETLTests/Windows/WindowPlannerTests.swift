import ETL
import Foundation
import TestSupport
import Testing

@Suite struct WindowPlannerTests {
    private static let zones = ["America/Bogota", "America/Santiago", "America/New_York", "Asia/Kolkata"]

    /// Every second of the range is asked for once, judged by the instants of a real clock in each zone.
    @Test(arguments: zones, 0..<40)
    func windowsCoverARangeExactlyOnce(zone: String, number: UInt64) throws {
        var random = SplitMix(state: number)
        let start = Day(number: Int32.random(in: 18_000...21_000, using: &random))
        let days = start...start.advanced(by: Int.random(in: 0...20, using: &random))
        let width = [1, 7, 61, 1800, 3599, 21_600, 86_400, 100_000, 31 * 86_400].randomElement(using: &random) ?? 1
        let span = Window(days: days)
        let wanted =
            width < 60 ? Window(first: span.first, last: span.first + Int64.random(in: 0...9000, using: &random)) : span
        let windows = WindowPlanner(limits: ExtractLimits()).windows(for: IntervalSet([wanted]), width: Int64(width))
        #expect(windows.first?.last == wanted.last)
        #expect(windows.last?.first == wanted.first)
        #expect(windows.reduce(0) { $0 + $1.length } == wanted.length)
        for (newer, older) in zip(windows, windows.dropFirst()) {
            #expect(older.last.seconds + 1 == newer.first.seconds)
        }
        #expect(windows.allSatisfy { $0.length <= Int64(width) && $0.days.count <= 31 })

        let rules = try #require(ZoneRules(identifier: zone, covering: days))
        let first = rules.instant(of: wanted.first)
        let last = rules.instant(of: wanted.last, later: true)
        for _ in 0..<500 {
            let time = rules.localTime(atInstant: Int64.random(in: first...last, using: &random))
            #expect(windows.count { $0.contains(time) } == 1)
        }
    }

    @Test func totalsAreAskedForDayByDay() {
        let planner = WindowPlanner(limits: ExtractLimits(grain: .total))
        let wanted = IntervalSet([Window(days: Day(number: 100)...Day(number: 102))])
        #expect(planner.windows(for: wanted, width: 31 * 86_400) == [102, 101, 100].map { Window(Day(number: $0)) })
        #expect(planner.narrower(than: Window(Day(number: 100))) == nil)
    }

    @Test(arguments: [600, 1800, 3600])
    func bucketsAreCutOnTheirEdges(bucket: Int) {
        let planner = WindowPlanner(limits: ExtractLimits(grain: .bucket(seconds: bucket)))
        let wanted = IntervalSet([Window(days: Day(number: 100)...Day(number: 103))])
        for width in [1, 1000, 5000, 90_000, 200_000] as [Int64] {
            let windows = planner.windows(for: wanted, width: width)
            #expect(windows.allSatisfy { $0.first.secondOfDay % bucket == 0 })
            #expect(windows.reduce(0) { $0 + $1.length } == wanted.length)
        }
    }

    @Test func wideWindowsBeginWithADay() {
        let days = Day(number: 100)...Day(number: 106)
        let windows = WindowPlanner(limits: ExtractLimits()).windows(
            for: IntervalSet([Window(days: days)]), width: 3 * 86_400)
        #expect(windows.map(\.days.count) == [3, 3, 1])
    }

    @Test func aWindowNeverTouchesMoreDaysThanAllowed() {
        let planner = WindowPlanner(limits: ExtractLimits(days: 31))
        let late = Window(first: LocalTime(Day(number: 0)), last: LocalTime(Day(number: 60), hour: 12))
        #expect(planner.windows(for: IntervalSet([late]), width: 31 * 86_400).allSatisfy { $0.days.count <= 31 })
    }

    @Test func gapsOfAnInterruptedRunAreFilledAndNothingElse() {
        var left = IntervalSet([Window(days: Day(number: 10)...Day(number: 14))])
        left.remove(Window(Day(number: 12)))
        let windows = WindowPlanner(limits: ExtractLimits()).windows(for: left, width: 31 * 86_400)
        #expect(
            windows == [
                Window(days: Day(number: 13)...Day(number: 14)), Window(days: Day(number: 10)...Day(number: 11)),
            ])
    }

    @Test func bisectionEndsAtOneSecond() {
        let planner = WindowPlanner(limits: ExtractLimits())
        var window = Window(Day(number: 5))
        var steps = 0
        while let width = planner.narrower(than: window) {
            #expect(width < window.length)
            window = Window(first: window.last + (1 - width), last: window.last)
            steps += 1
        }
        #expect(window.length == 1)
        #expect(steps == 17)
    }
}

extension WindowPlanner {
    /// All windows, if each came back whole.
    fileprivate func windows(for wanted: IntervalSet, width: Int64) -> [Window] {
        var remaining = wanted
        var windows: [Window] = []
        while let window = next(in: remaining, width: width) {
            windows.append(window)
            remaining.remove(window)
        }
        return windows
    }
}
