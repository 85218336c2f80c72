import ETL
import NIOCore
import Synchronization
import Testing

@testable import Wolkvox

/// Answers that don't come, or not to their end. No time passes: the transport says that it is over.
@Suite struct SlowServerTests {
    /// What becomes of each call, in turn; the last one again and again.
    private enum Call {
        case silence, stuck, nothing
    }

    private final class SlowTransport: HTTPTransport {
        let targets = Mutex<[String]>([])
        private let calls: [Call]

        init(_ calls: [Call]) { self.calls = calls }

        func get(_ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void) async throws {
            let number = targets.withLock { targets in
                targets.append(call.target)
                return targets.count - 1
            }
            switch calls[min(number, calls.count - 1)] {
            case .silence:
                throw TransportError(.timedOut)
            case .stuck:
                try await receive(.head(HTTPHead(status: 200)))
                try await receive(.body(ByteBuffer(string: #"{"code": 200, "#)))
                throw TransportError(.timedOut)
            case .nothing:
                try await receive(.head(HTTPHead(status: 404)))
                try await receive(.body(ByteBuffer(string: Fixtures.refusal(404, "NOT FOUND", ""))))
            }
        }
    }

    private func extract(
        _ transport: SlowTransport, attempts: Int = 5, gate: any CallGate = TokenLane(), report: String = "cdr_3"
    ) async throws -> Extraction {
        let source = try Fixtures.source("http://127.0.0.1:1", retry: RetryPolicy(attempts: attempts))
        let extractor = try WolkvoxExtractor(
            try Catalogue.vendor.report(named: report), of: source, over: transport, gate: gate,
            waiting: Pauses().waiting)
        var reader = ColumnReader(report == "cdr_6" ? "count" : "agent_id")
        return try await extractor.extract(Fixtures.day, into: &reader)
    }

    private func isLastSecond(_ target: String) -> Bool {
        target.hasSuffix("date_ini=20261001235959&date_end=20261001235959")
    }

    /// Two silent calls, one for a single second that is silent too, and the rest of the attempts: no more.
    @Test(arguments: [(1, 1), (2, 3), (3, 3), (5, 5)])
    func aServerThatNeverAnswersIsNotAskedForParts(attempts: Int, calls: Int) async throws {
        let transport = SlowTransport([.silence])
        let error = await #expect(throws: ETLError.self) { try await extract(transport, attempts: attempts) }
        #expect(error?.code == .source)
        #expect(error?.scope == (calls > 2 ? .token : .window))
        #expect(error?.calls == calls)
        #expect(error?.message.contains("accepted the request and sent nothing") == true)
        #expect(transport.targets.withLock { $0 }.map(isLastSecond) == (0..<calls).map { $0 == 2 })
    }

    @Test func aReportThatNeverAnswersEndsOnlyItselfWhereOthersDid() async throws {
        let lane = TokenLane()
        _ = try await extract(SlowTransport([.nothing]), gate: lane)
        let error = await #expect(throws: ETLError.self) { try await extract(SlowTransport([.silence]), gate: lane) }
        #expect(error?.scope == .report)
    }

    @Test func aServerThatAnswersForASecondIsAskedForParts() async throws {
        let transport = SlowTransport([.silence, .silence, .nothing])
        guard case .tooLarge(let reason, let tally) = try await extract(transport) else {
            Issue.record("not split")
            return
        }
        #expect(tally.calls == 3)
        #expect(reason.hasSuffix("answered for a smaller window"))
    }

    @Test func aBodyThatStopsTwiceIsAskedForInParts() async throws {
        guard case .tooLarge(let reason, let tally) = try await extract(SlowTransport([.stuck])) else {
            Issue.record("not split")
            return
        }
        #expect(tally.calls == 2)
        #expect(reason.contains("no whole answer in time"))
    }

    @Test func aTotalThatNeverAnswersIsAskedForAsAWhole() async throws {
        let transport = SlowTransport([.silence])
        let error = await #expect(throws: ETLError.self) { try await extract(transport, report: "cdr_6") }
        #expect(error?.calls == 5)
        #expect(Set(transport.targets.withLock { $0 }).count == 1)
    }
}
