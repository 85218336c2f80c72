import ETL
import Engine
import Testing

@testable import Commands

@Suite struct RunSummaryTests {
    @Test func rowsStandByDayAndReport() {
        let summary = summary([
            Results.committed("cdr_1", "2026-10-01", rows: 12_345), Results.committed("cdr_6", "2026-10-01", rows: 5),
            Results.committed("cdr_1", "2026-10-02", rows: 0, .unchanged),
            Results.failed("cdr_6", "2026-10-02", .source),
        ])
        #expect(
            summary.table(width: nil) == [
                "day          cdr_1   cdr_6",
                "2026-10-01  12,345       5",
                "2026-10-02       0  failed",
            ])
        #expect(
            summary.headline == "4 partitions: 2 created, 1 unchanged, 1 failed; 12,350 rows, 0 calls, in output")
    }

    @Test func rowsThatWereNotWrittenAreNamed() {
        let summary = summary([
            Results.committed("cdr_1", "2026-10-01", rows: 10, quarantined: 1_200, leftOut: 3),
            Results.committed("cdr_1", "2026-10-02", rows: 10, .unchanged, quarantined: 1),
            Results.committed("cdr_6", "2026-10-01", rows: 5, leftOut: 1),
            Results.committed("cdr_3", "2026-10-01", rows: 5),
        ])
        #expect(
            summary.headline == "4 partitions: 3 created, 1 unchanged; 30 rows, 1,201 in quarantine, 4 left out, "
                + "0 calls, in output")
        #expect(
            summary.remarks == [
                "cdr_1 of bogota: 1,201 rows in quarantine, 3 rows left out by `where` on 2 days from 2026-10-01; "
                    + "see `wolkvox-etl quarantine list output`",
                "cdr_6 of bogota: 1 row left out by `where` on 2026-10-01",
            ])
    }

    @Test func oneOfAKindIsSingular() {
        #expect(
            summary([Results.committed("cdr_1", "2026-10-01", rows: 1)]).headline
                == "1 partition: 1 created; 1 row, 0 calls, in output")
        #expect(summary([]).headline == "0 partitions; 0 rows, 0 calls, in output")
    }

    @Test func sourcesAreNamedWhereThereAreSeveral() {
        let summary = summary([
            Results.committed("cdr_1", "2026-10-01", rows: 1),
            Results.committed("cdr_1", "2026-10-01", rows: 2, source: "lima"),
        ])
        #expect(
            summary.table(width: nil) == [
                "day         bogota/cdr_1  lima/cdr_1", "2026-10-01             1           2",
            ])
    }

    @Test func manyReportsAreALineADay() {
        let summary = summary((1...9).map { Results.committed("r_\($0)", "2026-10-0\($0)", rows: $0) })
        #expect(summary.table(width: nil).count == 10)
        #expect(summary.table(width: nil)[0] == "report  day         rows")
        #expect(summary.table(width: nil)[9] == "r_9     2026-10-09     9")
    }

    @Test func aGoodRunHasNoFailure() {
        #expect(summary([Results.committed("cdr_1", "2026-10-01", rows: 1)]).failure == nil)
    }

    @Test func theWorstLeadsAndTheOthersFollowOnce() throws {
        let failure = try #require(
            summary([
                Results.failed("cdr_1", "2026-10-01", .data, "Too many bad rows", advice: "Look at them"),
                Results.failed("cdr_3", "2026-10-01", .token, "The token was refused", advice: "Compare it."),
                Results.failed("cdr_3", "2026-10-02", .token, "The token was refused", advice: "Compare it."),
            ]).failure)
        #expect(failure.status == .token)
        #expect(
            failure.lines == [
                "error: 3 of 3 partitions failed. The token was refused. Compare it.",
                "  cdr_1 of bogota on 2026-10-01: Too many bad rows. Look at them.",
            ])
    }

    @Test func otherFailuresWithOneCauseAreOneLineWithACount() throws {
        let held = (10...31).map { Results.failed("cdr_3", "2026-10-\($0)", .tryLater, "The token is held") }
        let failure = try #require(
            summary([Results.failed("cdr_1", "2026-10-01", .token, "The token was refused")] + held).failure)
        #expect(failure.lines.count == 2)
        #expect(failure.lines[1].hasPrefix("  22 partitions: The token is held."))
    }

    /// A day's window is not a part of the cause, and what failed is named once.
    @Test func windowsThatFailedForOneCauseAreOneLine() throws {
        let closed = [3, 2, 1].map { Results.failed("cdr_6", "2026-10-0\($0)", "the server is closed") }
        let token = Results.failed("cdr_1", "2026-10-01", .token, "The token was refused")
        let failure = try #require(summary([token] + closed).failure)
        #expect(
            failure.lines.dropFirst() == [
                "  3 partitions (cdr_6 of bogota): the server is closed. Run again later."
            ])
        let one = try #require(summary([token, closed[0]]).failure)
        #expect(
            one.lines.dropFirst() == ["  cdr_6 of bogota, 2026-10-03: the server is closed. Run again later."])
    }

    /// Each cause and its advice stand once in what a run says at its end; the table only marks the days.
    @Test func theTableMarksAndTheLastBlockExplains() throws {
        let summary = summary([3, 2, 1].map { Results.failed("cdr_6", "2026-10-0\($0)", "the server is closed") })
        let end = summary.table(width: nil) + [summary.headline] + (try #require(summary.failure).lines)
        #expect(end.count { $0.contains("the server is closed") } == 1)
        #expect(end.count { $0.contains("Run again later") } == 1)
        #expect(summary.table(width: nil).dropFirst().allSatisfy { $0.hasSuffix(" failed") })
    }

    @Test(
        arguments: [
            (1, 1, "An earlier run committed the day: its files are untouched."),
            (3, 3, "An earlier run committed all 3 partitions that this one did not: their files are untouched."),
            (3, 2, "An earlier run committed 2 of the 3 partitions that this one did not: their files are untouched."),
            (3, 1, "An earlier run committed 1 of the 3 partitions that this one did not: its files are untouched."),
            (3, 0, nil),
        ] as [(Int, Int, String?)])
    func daysThatWereCommittedBeforeAreUntouched(failed: Int, before: Int, line: String?) throws {
        var summary = summary((1...failed).map { Results.failed("cdr_1", "2026-10-0\($0)", "no answer") })
        summary.committedBefore = before
        let failure = try #require(summary.failure)
        #expect(failure.details == [line].compactMap(\.self))
    }

    /// Where the terminal has no room for a column of each report, each day of each report has a line.
    @Test func aSummaryThatIsTooWideIsALineADay() {
        let summary = summary((1...3).map { Results.committed("a_long_name_\($0)", "2026-10-01", rows: $0) })
        #expect(summary.table(width: 55).count == 2)
        #expect(
            summary.table(width: 54) == [
                "report         day         rows", "a_long_name_1  2026-10-01     1", "a_long_name_2  2026-10-01     2",
                "a_long_name_3  2026-10-01     3",
            ])
    }

    @Test func suspectDaysAreNamedWithTheirReason() throws {
        let failure = try #require(
            summary([Results.suspect("cdr_1", "2026-10-01", rows: 500, "no rows came where 500 are committed")]).failure
        )
        #expect(failure.status == .partial)
        #expect(
            failure.lines == [
                "error: cdr_1 of bogota on 2026-10-01: no rows came where 500 are committed, so the day is suspect. "
                    + "Run it again later; if the answer is right, take it with --accept-empty or --accept-shrink."
            ])
    }

    @Test func daysOfASpentQuotaAreLeft() throws {
        let results = ["2026-10-01", "2026-10-02"].map { Results.failed("cdr_1", $0, .tryLater, "The calls are spent") }
        let failure = try #require(summary(results).failure)
        #expect(failure.lines == ["error: 2 of 2 partitions were left. The calls are spent. Run again later."])
        #expect(summary(results).headline.hasPrefix("2 partitions: 2 left; 0 rows"))
        #expect(summary(results).table(width: nil).joined().contains("failed") == false)
        let mixed = results + [Results.failed("cdr_3", "2026-10-01", .source, "down")]
        #expect(
            try #require(summary(mixed).failure).lines[0].hasPrefix("error: 1 of 3 partitions failed, 2 were left. "))
    }

    struct Precedence: Sendable {
        var codes: [ETLError.Code]
        var hasCommitted: Bool
        var status: ProcessStatus
    }

    @Test(arguments: [
        Precedence(codes: [.files], hasCommitted: true, status: .files),
        Precedence(codes: [.tryLater, .tryLater], hasCommitted: true, status: .tryLater),
        Precedence(codes: [.token], hasCommitted: true, status: .token),
        Precedence(codes: [.source], hasCommitted: true, status: .partial),
        Precedence(codes: [.data], hasCommitted: true, status: .data),
        Precedence(codes: [.token, .tryLater], hasCommitted: true, status: .token),
        Precedence(codes: [.data], hasCommitted: false, status: .data),
        Precedence(codes: [.source], hasCommitted: false, status: .source),
        Precedence(codes: [.data, .source], hasCommitted: false, status: .data),
        Precedence(codes: [.source, .tryLater], hasCommitted: false, status: .source),
        Precedence(codes: [.tryLater, .files], hasCommitted: false, status: .files),
        Precedence(codes: [.files, .token, .data], hasCommitted: false, status: .token),
    ])
    func exitCodesHaveTheirPrecedence(_ test: Precedence) {
        let failed = test.codes.enumerated().map { Results.failed("cdr_1", "2026-10-0\($0 + 1)", $1) }
        let committed = test.hasCommitted ? [Results.committed("cdr_6", "2026-10-01", rows: 1)] : []
        #expect(summary(failed + committed).failure?.status == test.status)
    }

    private func summary(_ results: [PartitionResult]) -> RunSummary {
        RunSummary(report: Results.report(results), directory: "output")
    }
}
