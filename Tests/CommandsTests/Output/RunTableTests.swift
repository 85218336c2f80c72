import ETL
import Engine
import Testing

@testable import Commands

@Suite struct RunTableTests {
    private static func results(sources: Int, days: Int) -> PartitionResults {
        PartitionResults(
            (1...sources).flatMap { source in
                (1...days).map { day in
                    let name = "s\(1000 + source)"
                    let date = Day(number: Int32(20_000 + day)).description
                    var result = Results.committed("cdr_1", date, rows: source * day, source: name)
                    if source == 2, day < 3 {
                        result.outcome = .failed(ETLError(.source, "It failed", advice: "Run again"))
                    }
                    return result
                }
            })
    }

    @Test func aThousandDaysHaveALineEach() {
        let lines = RunTable(Self.results(sources: 40, days: 25)).lines(width: nil)
        #expect(lines.count == 1001)
        #expect(lines[1] == "s1001/cdr_1  2024-10-05       1")
    }

    @Test func moreDaysAreALineForEachReport() {
        let lines = RunTable(Self.results(sources: 41, days: 25)).lines(width: nil)
        #expect(lines.count == 42)
        #expect(lines[0] == "report       days    rows  of the days")
        #expect(lines[1] == "s1001/cdr_1    25     325")
        #expect(lines[2] == "s1002/cdr_1    25     644  2 failed")
    }

    @Test func thousandsOfReportsAreALineForAllSources() {
        let lines = RunTable(Self.results(sources: 1001, days: 3)).lines(width: nil)
        #expect(
            lines == [
                "report of all sources   days       rows  of the days",
                "cdr_1                  3,003  3,009,000  2 failed",
            ])
    }
}
