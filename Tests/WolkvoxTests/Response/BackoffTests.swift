import Testing

@testable import Wolkvox

@Suite struct BackoffTests {
    private func pauses(_ policy: RetryPolicy, _ kind: Verdict.Pause, fraction: Double) -> [Duration] {
        var backoff = Backoff(policy)
        var pauses: [Duration] = []
        while let pause = backoff.pause(kind, fraction: fraction) { pauses.append(pause) }
        return pauses
    }

    @Test func doublesUpToTheLongest() {
        let policy = RetryPolicy(attempts: 6, firstWait: .seconds(1), longestWait: .seconds(5))
        #expect(pauses(policy, .failure, fraction: 1) == [1, 2, 4, 5, 5].map { .seconds($0) })
        #expect(pauses(policy, .failure, fraction: 0.5) == [0.5, 1, 2, 2.5, 2.5].map { .seconds($0) })
        #expect(pauses(policy, .failure, fraction: 0) == Array(repeating: .zero, count: 5))
    }

    @Test func waitsAtLeastHalfTheMeasureForOthers() {
        let policy = RetryPolicy(attempts: 4, firstWait: .seconds(1), maintenanceWait: .seconds(60))
        #expect(pauses(policy, .busy, fraction: 0) == [1, 2, 4].map { .seconds($0) })
        #expect(pauses(policy, .maintenance, fraction: 0) == [30, 60, 120].map { .seconds($0) })
        #expect(pauses(policy, .maintenance, fraction: 1) == [60, 120, 240].map { .seconds($0) })
    }

    @Test func oneAttemptHasNoPause() {
        #expect(pauses(RetryPolicy(attempts: 1), .failure, fraction: 1).isEmpty)
    }

    @Test(arguments: Verdict.Pause.allCases)
    func heedsTheServersWishWithinTheLongestAndElseGivesUp(kind: Verdict.Pause) {
        var backoff = Backoff(RetryPolicy(longestWait: .seconds(60), maintenanceWait: .seconds(1)))
        #expect(backoff.pause(kind, atLeast: .seconds(60), fraction: 0) == .seconds(60))
        #expect(backoff.pause(kind, atLeast: .seconds(61), fraction: 0) == nil)
    }

    @Test func manyAttemptsDoNotOverflow() {
        let policy = RetryPolicy(attempts: 200, longestWait: .seconds(3))
        #expect(pauses(policy, .failure, fraction: 1).last == .seconds(3))
    }
}
