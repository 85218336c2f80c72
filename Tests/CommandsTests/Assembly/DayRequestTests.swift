import ArgumentParser
import ETL
import Engine
import PipelineFile
import Testing

@testable import Commands

@Suite struct DayRequestTests {
    private static let today = "2026-10-09"

    struct Case: Sendable, CustomTestStringConvertible {
        var flags: [String]
        var first: String
        var last: String

        var testDescription: String { flags.joined(separator: " ") }
    }

    /// The file says `from: -3d`, `to: yesterday`, `lookback: 2d`.
    @Test(arguments: [
        Case(flags: [], first: "2026-10-04", last: "2026-10-08"),
        Case(flags: ["--lookback", "0"], first: "2026-10-06", last: "2026-10-08"),
        Case(flags: ["--lookback", "5d"], first: "2026-10-01", last: "2026-10-08"),
        Case(flags: ["--day", "2026-10-01"], first: "2026-10-01", last: "2026-10-01"),
        Case(flags: ["--day", "today"], first: "2026-10-09", last: "2026-10-09"),
        Case(flags: ["--day", "yesterday", "--lookback", "2d"], first: "2026-10-06", last: "2026-10-08"),
        Case(flags: ["--from", "2026-09-01", "--to", "2026-09-30"], first: "2026-09-01", last: "2026-09-30"),
        Case(flags: ["--from", "-30d"], first: "2026-09-09", last: "2026-10-08"),
        Case(flags: ["--to", "today"], first: "2026-10-06", last: "2026-10-09"),
        Case(flags: ["--from", "-1d", "--to", "today", "--lookback", "1"], first: "2026-10-07", last: "2026-10-09"),
    ])
    func flagsComeBeforeTheFile(_ test: Case) throws {
        let days = try days(test.flags, today: #require(Day(Self.today)))
        #expect("\(days.lowerBound)" == test.first)
        #expect("\(days.upperBound)" == test.last)
    }

    @Test(arguments: [
        (["--from", "2026-10-03", "--to", "2026-10-01"], "The range ends (2026-10-01) before it begins (2026-10-03)"),
        (["--to", "-9d"], "The range ends (2026-09-30) before it begins (2026-10-06)"),
        (["--day", "2026-10-10"], "2026-10-10 is still to come: it is 2026-10-09 there"),
        (["--from", "2026-10-01", "--to", "2026-12-31"], "2026-12-31 is still to come: it is 2026-10-09 there"),
    ])
    func impossibleRangesAreWrongUsage(flags: [String], message: String) throws {
        let today = try #require(Day(Self.today))
        let failure = #expect(throws: Failure.self) { try days(flags, today: today) }
        #expect(failure?.status == .usage)
        #expect(failure?.message == message)
    }

    @Test(arguments: [
        ["--day", "today", "--from", "-3d"], ["--day", "31/12/2026"], ["--lookback", "-1"], ["--from", "-3"],
    ])
    func wrongFlagsAreRefused(flags: [String]) {
        #expect(throws: (any Error).self) { try DayOptions.parse(flags) }
    }

    private func days(_ flags: [String], today: Day) throws -> ClosedRange<Day> {
        let window = try Specs.read(window: "{ from: -3d, to: yesterday, lookback: 2d }").window
        return try DayOptions.parse(flags).scope.days.days(in: window, today: today)
    }
}
