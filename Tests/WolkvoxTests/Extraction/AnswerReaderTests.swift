import ETL
import NIOCore
import Testing

@testable import Wolkvox

@Suite struct AnswerReaderTests {
    private func reader(_ report: String) throws -> AnswerReader {
        let plan = ScanPlan(
            report: try Catalogue.vendor.report(named: report), unknownFields: .keep, onInvalid: .quarantine)
        return AnswerReader(plan, largestAnswer: 1 << 30) { 0 }
    }

    /// Blanks behind an answer, in front of its end and between its rows are dropped as they come.
    @Test(arguments: ["cdr_3", "chat_2"])
    func blanksAreNotKept(report: String) async throws {
        var reader = try reader(report)
        var consumer = ColumnReader("conn_id")
        try await reader.take(.head(HTTPHead(status: 200)), into: &consumer)
        try await reader.take(.body(ByteBuffer(string: #"{"code":200,"data":[{"conn_id":"1"}]}"#)), into: &consumer)
        for _ in 0..<24 {
            try await reader.take(.body(ByteBuffer(repeating: 0x20, count: 64 << 10)), into: &consumer)
            #expect(reader.heldBytes <= 256 << 10)
        }
        try await reader.finish(into: &consumer)
        try await reader.handOver(into: &consumer)
        #expect(consumer.values == ["1"])
        #expect(reader.attempt.bytes > 1 << 20)
    }

    @Test func blanksInFrontOfAnAnswerEndIt() async throws {
        var reader = try reader("cdr_3")
        var consumer = ColumnReader()
        try await reader.take(.head(HTTPHead(status: 200)), into: &consumer)
        await #expect(throws: AnswerReader.Stopped.self) {
            for _ in 0..<5 {
                try await reader.take(.body(ByteBuffer(repeating: 0x20, count: 1 << 20)), into: &consumer)
            }
        }
    }

    /// The writers behind remember each row of a window, so rows without end would fill the memory.
    @Test func rowsBeyondAllMeasureAreNotReadToTheEnd() async throws {
        var plan = ScanPlan(
            report: try Catalogue.vendor.report(named: "cdr_3"), unknownFields: .keep, onInvalid: .quarantine)
        plan.mostRows = 5000
        var reader = AnswerReader(plan, largestAnswer: 1 << 30) { 0 }
        var consumer = ColumnReader("conn_id")
        try await reader.take(.head(HTTPHead(status: 200)), into: &consumer)
        try await reader.take(.body(ByteBuffer(string: #"{"code":200,"data":[{"conn_id":"0"}"#)), into: &consumer)
        let rows = ByteBuffer(string: String(repeating: #",{"conn_id":"1"}"#, count: 100))
        await #expect(throws: AnswerReader.Stopped.self) {
            for _ in 0..<1000 { try await reader.take(.body(rows), into: &consumer) }
        }
        #expect(reader.attempt.ending == .tooManyRows)
        #expect((5001...7000).contains(reader.attempt.rows))
        let verdict = ResponseJudge(rowsPerCall: 60, canSplit: true).judge(reader.attempt)
        #expect(verdict.action == .split)
        #expect(verdict.finding.contains("60 are the most of one call"))
    }
}
