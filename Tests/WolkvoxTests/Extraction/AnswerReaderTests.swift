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
        try await reader.handOverRest(into: &consumer)
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
}
