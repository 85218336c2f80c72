import ETL
import Testing

@testable import Engine

/// A source without a row over a week of two reports is worth a warning.
@Suite struct SilentSourceTests {
    private let bench = Bench()
    private let week = Bench.day...Bench.day.advanced(by: 6)

    private func silent(
        _ first: FakeSource.Script, _ second: FakeSource.Script?, days: ClosedRange<Day>? = nil
    ) async throws -> [SilentSource] {
        var jobs = [bench.job([FakeSource(first)], days: days ?? week, report: "one")]
        if let second { jobs.append(bench.job([FakeSource(second)], days: days ?? week, report: "two")) }
        return try await bench.run(jobs).silentSources
    }

    @Test func noRowInAWeekOfTwoReportsIsNoticed() async throws {
        let silent = try await silent(.init(), .init())
        #expect(silent == [SilentSource(source: "s", reports: ["one", "two"], days: week)])
    }

    @Test func oneReportOrSixDaysOrOneRowAreNothing() async throws {
        #expect(try await silent(.init(), nil) == [])
        #expect(try await silent(.init(), .init(), days: Bench.day...Bench.day.advanced(by: 5)) == [])
        let last = week.upperBound
        #expect(try await silent(.init(), .init(rows: { $0 == last ? [1] : [] })) == [])
    }

    @Test func aFailureIsNotSilence() async throws {
        let whole = Window(days: week)
        let failure = ETLError(.source, "broken", advice: "")
        #expect(try await silent(.init(), .init(failures: [whole: failure])) == [])
    }
}
