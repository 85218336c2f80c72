import ETL
import Testing

@Suite struct DayTests {
    @Test func everyDayOfFourCenturiesGoesThereAndBack() {
        var day = Day(number: -60_000)
        while day.number < 90_000 {
            let (year, month, date) = day.date
            #expect(Day(year: year, month: month, day: date) == day)
            #expect(Day(day.description) == day)
            day = day.advanced(by: 1)
        }
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-32", "2026-01-0x", "", "+026-01-01",
    ])
    func refusesWhatIsNoDay(text: String) { #expect(Day(text) == nil) }

    /// Equality goes by the distance.
    @Test func anyTwoDaysHaveADistance() {
        let numbers: [Int32] = [.min, .min + 1, -1, 0, 20_000, .max]
        for one in numbers {
            for other in numbers {
                let (first, second) = (Day(number: one), Day(number: other))
                #expect(first.distance(to: second) == Int(other) - Int(one))
                #expect((first == second) == (one == other))
            }
        }
    }

    @Test func knowsTheDayOfTheWeek() {
        #expect(Day("2026-11-21")?.weekday == 6)
        #expect(Day("1969-12-28")?.weekday == 0)
    }

    @Test func localTimesAreWrittenForPeopleAndForTheAPI() throws {
        let time = LocalTime(try #require(Day("2026-10-01")), hour: 8, minute: 5, second: 9)
        #expect(time.description == "2026-10-01 08:05:09")
        #expect(time.compact == "20261001080509")
        #expect(LocalTime(seconds: -1).description == "1969-12-31 23:59:59")
    }
}
