import ETL
import Testing

@testable import Engine

/// Rows that lie in the asked window moved by whole hours.
@Suite struct StrayRowsTests {
    private let window = Window(Bench.day)

    /// The hours by which rows at these seconds of the window's day are moved.
    private func hours(_ seconds: [Int64], of window: Window? = nil) -> Int? {
        let window = window ?? self.window
        var strays = StrayRows()
        var inside = SeenRows(end: window.last)
        for second in seconds.sorted(by: >) {
            let time = self.window.first + second
            if window.contains(time) { inside.note(time) } else { strays.note(time) }
        }
        return strays.hours(inside, of: window)
    }

    private let hour: Int64 = 3600

    @Test func rowsOfAnotherZoneAreMovedByItsHours() {
        #expect(hours([-5 * hour, -4 * hour, -1, 0, 18 * hour]) == -5)
        #expect(hours([5 * hour, 20 * hour, 24 * hour, 28 * hour, 29 * hour - 1]) == 5)
        #expect(hours([24 * hour, 25 * hour, 26 * hour]) == 3)
        #expect(hours([-1, -2, -3]) == -1)
    }

    @Test func fewStraysOrRowsOnBothSidesAreNoSign() {
        #expect(hours([-2, -1, 5]) == nil)
        #expect(hours([-3, -2, -1, 0, 23 * hour + 1]) == nil)
        #expect(hours([-3, -2, -1, 0, 23 * hour - 1]) == -1)
        #expect(hours([-2, -1, 12, 24 * hour, 24 * hour + 1]) == nil)
        #expect(hours([-30 * hour, -29 * hour, -28 * hour]) == nil)
        #expect(hours([]) == nil)
    }

    @Test func noDayOfSuchAWindowIsCommitted() async throws {
        let bench = Bench()
        var script = FakeSource.Script(rows: { day in day == Bench.day ? [8 * 3600] : [7 * 3600] })
        script.strays = (1...3).map { _ in "stray" }
        script.strayTime = window.first + -2 * 3600
        let days = Bench.day...Bench.day.advanced(by: 2)
        let report = try await bench.run([bench.job([FakeSource(script)], days: days)])
        #expect(report.status == .data)
        #expect(report.results.count == 3)
        for result in report.results {
            #expect(result.error?.code == .data)
            #expect(result.error?.message.contains("moved to 2 hours earlier, and 3 of them outside it") == true)
            #expect(result.error?.message.contains("America/Bogota") == true)
            #expect(bench.visible(result.partition.day) == nil)
        }
    }
}
