import ETL
import NIOCore
import Synchronization
import Testing

@testable import Wolkvox

/// Answers handed over by the test itself, so that what arrives before a break is certain.
@Suite struct RestartTests {
    private final class Script: HTTPTransport {
        private let answers: Mutex<[(body: String, isCut: Bool)]>

        init(_ answers: [(body: String, isCut: Bool)]) { self.answers = Mutex(answers) }

        func get(_ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void) async throws {
            let answer = answers.withLock { $0.removeFirst() }
            try await receive(.head(HTTPHead(status: 200)))
            try await receive(.body(ByteBuffer(string: answer.body)))
            if answer.isCut { throw TransportError(.cut, "by the test") }
        }
    }

    @Test func rowsThatWereHandedOverAreTakenBackOnceForEachBrokenAnswer() async throws {
        let cut = String(Fixtures.answer(0..<5000).prefix(900_000))
        let script = Script([(cut, true), (cut, true), (Fixtures.answer(0..<70), false)])
        let source = try Fixtures.source("http://127.0.0.1:1")
        let extractor = try WolkvoxExtractor(
            try Catalogue.vendor.report(named: "cdr_3"), of: source, over: script,
            waiting: Waiting(sleep: { _ in }, fraction: { 1 }))
        var reader = ColumnReader("agent_id")
        let extraction = try await extractor.extract(Fixtures.day, into: &reader)
        #expect(reader.restarts == 2)
        #expect(reader.values.count == 70)
        #expect(extraction.tally.calls == 3)
    }
}
