import ByteScan
import ETL
import TestSupport
import Testing

@testable import Wolkvox

@Suite struct NestedReportTests {
    private func answer(_ data: String, announced: String) -> ScriptedAnswer {
        ScriptedAnswer(#"{"code":"200","error":null,"msg":"\#(announced) records were found","data":\#(data)}"#)
    }

    private static let chats = #"""
        [{"conn_id":"7","agent_name":"Ñusta","customer_name":"-","conversation":[
           {"channel":"web","date":"2026-10-01 09:00:00","message":"<a href=\"x\">Hola</a>","novel":"1"},
           {"channel":"web","date":"2026-10-01 09:00:07","message":"adiós"}]},
         {"conn_id":"8","agent_name":"","customer_name":"","conversation":[]}]
        """#

    /// What the server counts is not known: records, or the rows within them.
    @Test(arguments: ["2", "3"])
    func aRowForEachLeafWhateverIsCounted(announced: String) async throws {
        let run = try await WolkvoxExtractorTests.run(
            [answer(Self.chats, announced: announced)], report: "chat_2", column: "message")
        #expect(run.reader.values == [#"<a href="x">Hola</a>"#, "adiós", nil])
        #expect(run.extraction.tally.rows == 3)
        #expect(run.records.map(\.rows) == [3])
    }

    @Test func theRecordsFieldsStandInEachRow() async throws {
        let run = try await WolkvoxExtractorTests.run(
            [answer(Self.chats, announced: "2")], report: "chat_2", column: "conn_id")
        #expect(run.reader.values == ["7", "7", "8"])
        let extra = try await WolkvoxExtractorTests.run(
            [answer(Self.chats, announced: "2")], report: "chat_2", column: "_extra")
        #expect(extra.reader.values == [#"{"novel":"1"}"#, nil, nil])
    }

    @Test func anotherCountMakesTheWindowTooLarge() async throws {
        let run = try await WolkvoxExtractorTests.run([answer(Self.chats, announced: "4")], report: "chat_2")
        #expect(run.extraction.tally.calls == 1)
        guard case .tooLarge = run.extraction else {
            Issue.record("\(run.extraction)")
            return
        }
    }

    @Test func theKeysOfAnObjectAreValuesAndRowsAreStamped() async throws {
        let data = #"{"0_5_seg":{"calls":"12","cost":"0.5"},"greater_than_121":{"calls":"3","percentage":"20 %"}}"#
        for (column, expected) in [
            ("time_range", ["0_5_seg", "greater_than_121"]), ("calls", ["12", "3"]),
            ("window_start", Array(repeating: "2026-10-01T00:00:00-05:00", count: 2)),
        ] {
            let run = try await WolkvoxExtractorTests.run(
                [answer(data, announced: "5")], report: "cdr_4", column: column)
            #expect(run.reader.values == expected)
        }
    }

    @Test func aBrokenRecordIsAskedForAgain() async throws {
        let broken = answer(#"[{"conn_id":"7","conversation":[{"message":"a"}]"#, announced: "1")
        let run = try await WolkvoxExtractorTests.run(
            [broken, answer(Self.chats, announced: "2")], report: "chat_2", column: "conn_id")
        #expect(run.reader.values.count == 3)
        #expect(run.extraction.tally.calls == 2)
    }
}

extension ResponseJudgeTests {
    /// Nested rows count against the cap where a smaller window can be asked for, else the records do.
    @Test(arguments: [(true, 10, 3, false), (true, 9, 3, true), (false, 10, 3, true), (false, 20, 10, false)])
    func nestedRowsAtTheCap(canSplit: Bool, rows: Int, records: Int, isTaken: Bool) {
        var attempt = Attempt(status: 200)
        attempt.envelope.code = 200
        attempt.envelope.rows = .array
        attempt.rows = rows
        attempt.records = records
        let verdict = ResponseJudge(rowsPerCall: 10, canSplit: canSplit).judge(attempt)
        #expect((verdict.action == .rows) == isTaken)
    }
}
