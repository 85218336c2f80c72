import Foundation
import Testing

@testable import Simulator

@Suite struct CalendarTests {
    @Test func daysAgreeWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for number in stride(from: -1000, through: 40_000, by: 37) {
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            let (year, month, day) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            #expect(LocalDay(year: year, month: month, day: day)?.number == number)
            #expect(LocalDay(text: LocalDay(number: number).text)?.number == number)
            #expect(LocalDay(number: number).weekday == (parts.weekday ?? 0) - 1)
        }
    }

    @Test(arguments: ["20260229000000", "20261001240000", "20261001006000", "2026100100000", "2026-10-0100000", ""])
    func whatIsNoSecondIsRefused(text: String) {
        #expect(LocalMoment(compact: text) == nil)
    }

    @Test func compactTimesAreReadToTheSecond() throws {
        let day = try #require(LocalDay(text: "2024-02-29"))
        #expect(LocalMoment(compact: "20240229235959") == LocalMoment(day: day, second: 86_399))
    }

    @Test func secondsThatTheClockSkipsHaveNoRows() throws {
        let clock = ServerClock(zone: try #require(TimeZone(identifier: "America/New_York")))
        let day = try #require(LocalDay(text: "2026-03-08"))
        #expect(clock.epoch(of: LocalMoment(day: day, second: 2 * 3600 + 1800)) == nil)
        var generator = SplitMix64(state: 1)
        let hours = Array(repeating: 1, count: 24)
        let schedule = DaySchedule(day: day, rows: 5000, hours: hours, clock: clock, generator: &generator)
        #expect(schedule.seconds.count == 5000)
        #expect(schedule.seconds.allSatisfy { !(7200..<10_800).contains($0) })
        #expect(schedule.seconds == schedule.seconds.sorted())
    }

    @Test(arguments: ["America/Bogota", "America/Santiago", "Asia/Kolkata"])
    func epochsComeBackToTheirLocalSecond(zone: String) throws {
        let clock = ServerClock(zone: try #require(TimeZone(identifier: zone)))
        let start = try #require(LocalDay(text: "2026-01-01")).number
        for day in start..<start + 365 {
            let moment = LocalMoment(day: LocalDay(number: day), second: 43_200)
            let epoch = try #require(clock.epoch(of: moment))
            #expect(clock.local(Date(timeIntervalSince1970: Double(epoch))) == moment)
        }
    }
}
