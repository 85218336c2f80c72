import ETL
import Foundation
import Testing

@testable import Wolkvox

@Suite struct TokenLimitsTests {
    private let place = StatePlace()
    private let record = CallRecord(purpose: .first, subject: "", status: 200, rows: 0, bytes: 0, note: nil)
    private var token: Token { get throws { try Token(StatePlace.secret) } }

    private func call(_ limits: TokenLimits, _ purpose: CallPurpose = .first) async throws {
        let lane = limits.lanes().lane(for: try token)
        try await lane.beforeCall(purpose)
        await lane.afterCall(record)
    }

    @Test func theLeaseIsKeptFromTheFirstCallToTheEnd() async throws {
        let mine = try place.limits(pid: 1, callsPerDay: nil)
        let other = try place.limits(pid: 2, callsPerDay: nil)
        try await call(other)
        other.releaseAll()
        try await call(mine)
        let error = try await #require(throws: ETLError.self) { try await call(other) }
        #expect(error.code == .tryLater && error.message.contains("held by pid 1 on etl-1"))
        try await call(mine)
        mine.release(try token.fingerprint)
        try await call(other)
    }

    @Test func sourcesWithOneTokenShareLeaseAndTheSmallestBudget() async throws {
        let limits = try place.limits(callsPerDay: 5, 2, nil)
        try await call(limits, .first)
        try await call(limits, .split)
        #expect(try limits.callsLeft() == ["bogota": 0, "cali": 0])
        let error = try await #require(throws: ETLError.self) { try await call(limits) }
        #expect(
            error.message == "bogota, cali, pasto: the 2 calls of 2026-10-01 that calls_per_day allows are spent"
                + " (2 made by this program)")
    }

    @Test func whatIsSpentStaysSpentForTheNextRun() async throws {
        for purpose in [CallPurpose.first, .retry, .emptyCheck] {
            let limits = try place.limits(callsPerDay: 3)
            try await call(limits, purpose)
            limits.releaseAll()
        }
        let limits = try place.limits(callsPerDay: 3)
        let error = try await #require(throws: ETLError.self) { try await call(limits) }
        #expect(error.code == .tryLater)
        #expect(error.scope == .token)
        #expect(error.advice.contains("tomorrow") && error.advice.contains("calls_per_day"))
        let raised = try place.limits(callsPerDay: 4)
        #expect(try raised.callsLeft() == ["bogota": 1])
        try await call(raised)
        raised.releaseAll()
        let lowered = try place.limits(callsPerDay: 1)
        #expect(try lowered.callsLeft() == ["bogota": 0])
        let spent = try await #require(throws: ETLError.self) { try await call(lowered) }
        #expect(spent.message.contains("the 1 call of 2026-10-01 that calls_per_day allows is spent"))
        #expect(spent.message.contains("(4 made"))
    }

    @Test func whatTheServerHasLeftIsNeverExceeded() async throws {
        let limits = try place.limits(callsPerDay: nil)
        limits.allow(2, for: try token)
        try await call(limits)
        try await call(limits, .retry)
        let error = try await #require(throws: ETLError.self) { try await call(limits) }
        #expect(error.code == .tryLater && error.scope == .token)
        #expect(error.message.contains("no calls left for today"))
    }

    @Test func aSpentBudgetIsSaidWithoutWaitingForTheLease() async throws {
        let other = try place.limits(pid: 2, callsPerDay: nil)
        try await call(other)
        let limits = try place.limits(wait: .seconds(600), callsPerDay: 1)
        let error = try await #require(throws: ETLError.self) { try await call(limits) }
        #expect(error.message.contains("calls_per_day"))
        #expect(place.slept == .zero)
    }

    @Test func theDayBeginsAtTheSourcesMidnight() async throws {
        place.now = StatePlace.noon + 16 * 3600 + 3599
        let limits = try place.limits(callsPerDay: 1)
        try await call(limits)
        await #expect(throws: ETLError.self) { try await call(limits) }
        place.now += 3600
        try await call(limits)
        let counts = place.files.filter { $0.hasPrefix("calls/") }
        #expect(counts.map { $0.split(separator: "/").last } == ["2026-10-01.calls", "2026-10-02.calls"])
    }

    @Test func withoutABudgetCallsAreCountedAllTheSame() async throws {
        let limits = try place.limits(callsPerDay: nil)
        for _ in 0..<4 { try await call(limits) }
        #expect(try limits.callsLeft().isEmpty)
        limits.releaseAll()
        #expect(try place.limits(callsPerDay: 10).callsLeft() == ["bogota": 6])
    }

    @Test func aZoneThatIsNoneIsRefused() throws {
        let error = try #require(throws: ETLError.self) { try place.limits(callsPerDay: 1, zone: "America/Nowhere") }
        #expect(error.code == .configuration)
    }

    @Test func noFileNorWordHasTheToken() async throws {
        let limits = try place.limits(pid: 1, callsPerDay: 1)
        try await call(limits)
        let spent = try await #require(throws: ETLError.self) { try await call(limits) }
        let other = try place.limits(pid: 2, wait: .seconds(1), callsPerDay: nil)
        let held = try await #require(throws: ETLError.self) { try await call(other) }
        let words = [spent.description, held.description] + place.notices + place.files + place.files.map(place.text)
        #expect(place.notices.count == 1 && place.files.count == 2)
        for word in words { #expect(!word.contains(StatePlace.secret)) }
    }
}
