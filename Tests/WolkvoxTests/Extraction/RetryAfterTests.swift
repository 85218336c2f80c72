import TestSupport
import Testing

@testable import Wolkvox

/// `Retry-After` is a number of seconds or a date.
@Suite struct RetryAfterTests {
    private let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    private let now: Int64 = 784_111_777

    @Test func aNumberIsSeconds() {
        #expect(HTTPHead(status: 503, headers: ["retry-after": "30"]).secondsToWait { now } == 30)
        #expect(HTTPHead(status: 503, headers: ["retry-after": "-3"]).secondsToWait { now } == 0)
        #expect(HTTPHead(status: 503, headers: ["retry-after": "soon"]).secondsToWait { now } == nil)
        #expect(HTTPHead(status: 503).secondsToWait { now } == nil)
    }

    @Test func aDateCountsFromTheServersClockAndElseFromOurs() {
        let later = HTTPHead(status: 503, headers: ["retry-after": date])
        #expect(later.secondsToWait { now - 45 } == 45)
        #expect(later.secondsToWait { now + 45 } == 0)
        let own = HTTPHead(status: 503, headers: ["retry-after": date, "date": "Sun, 06 Nov 1994 08:49:07 GMT"])
        #expect(own.secondsToWait { 0 } == 30)
    }

    @Test func aWaitBeyondTheLongestFailsTheCallAtOnce() async throws {
        let busy = ScriptedAnswer(status: 503, headers: [("Retry-After", "3600")], "")
        let error = await #expect(throws: (any Error).self) {
            try await WolkvoxExtractorTests.run([busy], retry: RetryPolicy(longestWait: .seconds(60)))
        }
        #expect("\(String(describing: error))".contains("asks for a pause of 3600 s, longer than retry.longest_wait"))
    }
}
