import ByteScan
import ETL
import Testing
import Wolkvox

@testable import Commands

/// What rows show of the time by which they were selected.
@Suite struct SelectingTimesTests {
    static let window = Window(
        first: LocalTime(Day(number: 20_700)) + 10 * 3600, last: LocalTime(Day(number: 20_700)) + (12 * 3600 - 1))

    /// What rows show whose times lie some seconds after the beginning of the window: `date`, and `date_close` if given.
    private func finding(
        _ date: [Int64], _ close: [Int64] = [], rowDay: ReportDefinition.RowDay = .own, report: String = "chat_1"
    ) throws -> DeepFinding {
        var definition = try Catalogue.vendor.report(named: report)
        definition.rowDay = rowDay
        let fields = ["date", "date_close"].filter(definition.selectableFields.contains)
        let schema = Schema(fields: fields.map { Field($0, form: .timestamp, origin: $0) })
        var batch = RecordBatch(schema: schema, rowCapacity: date.count)
        for row in date.indices {
            let times = [date[row]] + (fields.count > 1 ? [close[row]] : [])
            batch.append(times.map { "\(Self.window.first + $0)" })
        }
        var rows = RowEvidence(of: definition)
        rows.consume(&batch)
        let asked = AskedReport(definition: definition, parameters: [:])
        let answer = ProbedAnswer(outcome: .rows, rows: date.count)
        return SelectingTimes().finding(Reply(report: asked, window: Self.window, answer: answer, rows: rows))
    }

    private let inside = (1...12).map { Int64($0 * 100) }
    private func strays(_ count: Int, _ second: Int64) -> [Int64] {
        (1...12).map { $0 <= count ? second + Int64($0) : Int64($0 * 100) }
    }

    /// Whether the program files rows by their own time or by window.
    @Test(arguments: [ReportDefinition.RowDay.own, .window])
    func timesThatFitAlikeShowNothing(rowDay: ReportDefinition.RowDay) throws {
        let finding = try finding(inside, inside, rowDay: rowDay)
        #expect(finding.verdict == .notSeen && finding.key == nil)
    }

    @Test func theOnlyTimeMayFitByAccident() throws {
        let finding = try finding(inside, rowDay: .window, report: "chat_2")
        #expect(finding.verdict == .notSeen && finding.key == nil)
        #expect(try self.finding(strays(1, 9000), rowDay: .window, report: "chat_2").answer == "other_time")
        #expect(try self.finding(inside, report: "cdr_1").answer == "own_time")
    }

    @Test func theTimeThatFitsIsOfferedWhereAnotherDoesNot() throws {
        let window = try finding(inside, strays(2, 9000), rowDay: .window)
        #expect(window.answer == "own_time" && window.key == "selects: { chat_1: date }" && !window.needsAction)
        let own = try finding(strays(2, 9000), inside)
        #expect(own.answer == "other_field" && own.key == "selects: { chat_1: date_close }" && own.needsAction)
    }

    @Test func anotherClockTakesThreeStrays() throws {
        let two = try finding(strays(2, 9000), report: "cdr_1")
        #expect(two.answer == "other_time" && two.key == "selects: { cdr_1: window }")
        let three = try finding(strays(3, 7300), report: "cdr_1")
        #expect(three.answer == "other_time", "the window cannot be moved so that it holds all")
        let moved = try finding(inside.map { $0 + 7200 }, report: "cdr_1")
        #expect(moved.answer == "other_clock" && moved.seen.hasSuffix("moved by 1 hour"), "\(moved.seen)")
        let back = try finding(inside.map { $0 - 7200 }, report: "cdr_1")
        #expect(back.answer == "other_clock" && back.seen.hasSuffix("moved by 2 hours"), "\(back.seen)")
    }
}
