import ETL
import TestSupport
import Testing

@testable import Wolkvox

/// Windows whose answers are unsound in the same way each time, as one poisoned second makes them.
@Suite struct SpoiledWindowTests {
    private let week = Window(days: Fixtures.day.first.day...Fixtures.day.first.day.advanced(by: 6))
    private let quick = RetryPolicy(attempts: 3, firstWait: .seconds(1))
    private let long = #"{"code":200,"data":[{"agent_id":""# + String(repeating: "x", count: 5 << 20) + #""}]}"#

    private func run(
        _ answers: [ScriptedAnswer], _ window: Window, purpose: CallPurpose = .first
    ) async throws -> WolkvoxExtractorTests.Run {
        try await WolkvoxExtractorTests.run(answers, retry: quick, window: window, purpose: purpose)
    }

    private func expectParts(_ answer: ScriptedAnswer, _ calls: Int, purpose: CallPurpose = .first) async throws {
        let run = try await run([answer], week, purpose: purpose)
        guard case .tooLarge(let reason, let tally) = run.extraction else {
            Issue.record("\(run.extraction)")
            return
        }
        #expect(tally.calls == calls)
        #expect(reason.hasSuffix("\(calls) times in a row"))
        #expect(run.records.last?.note?.hasSuffix("; asking for smaller parts of the window") == true)
    }

    @Test func anEmptyBodyEachTimeIsAskedForInParts() async throws {
        try await expectParts(ScriptedAnswer(""), 3)
    }

    @Test func aRowBeyondAllLimitsIsAskedForInParts() async throws {
        try await expectParts(ScriptedAnswer(long, pieceSize: 1 << 16), 3)
    }

    @Test(arguments: [500, 502])
    func anErrorEachTimeIsAskedForInParts(status: Int) async throws {
        try await expectParts(ScriptedAnswer(status: status, ""), 3)
    }

    @Test func aPartIsAskedForInPartsAfterTwoAnswers() async throws {
        try await expectParts(ScriptedAnswer(""), 2, purpose: .split)
    }

    @Test func oneDayIsNotAskedForInParts() async throws {
        let error = await #expect(throws: ETLError.self) { try await run([ScriptedAnswer("")], Fixtures.day) }
        #expect(error?.code == .source)
        #expect(error?.scope == .window)
        #expect(error?.calls == 3)
    }

    @Test func answersThatFailInDifferentWaysAreNotAskedForInParts() async throws {
        let answers = [ScriptedAnswer(""), ScriptedAnswer("{}"), ScriptedAnswer("")]
        let error = await #expect(throws: ETLError.self) { try await run(answers, week) }
        #expect(error?.calls == 3)
    }

    @Test(arguments: [ScriptedAnswer.silence, ScriptedAnswer(status: 503, "")])
    func aServerThatIsAwayIsNotAskedForParts(answer: ScriptedAnswer) async throws {
        let error = await #expect(throws: ETLError.self) { try await run([answer], week) }
        #expect(error?.calls == 3)
    }
}
