import NIOHTTP1
import Testing

@testable import S3

/// What becomes of a call, without a server or a clock.
@Suite struct CallTrialTests {
    private static let patience = S3Patience(
        attempts: 5, firstPause: .milliseconds(100), longestPause: .seconds(1), longestTrouble: .seconds(10),
        longestSilence: .seconds(2))

    private func answer(_ status: Int, _ headers: [(String, String)] = [], skew: Int? = nil) -> StoreAnswer {
        var answer = StoreAnswer(status: status, headers: HTTPHeaders(headers))
        answer.skew = skew
        return answer
    }

    private func circumstances(_ elapsed: Duration = .zero, chance: Double = 1) -> CallTrial.Circumstances {
        CallTrial.Circumstances(elapsed: elapsed, chance: chance, region: "a-1")
    }

    @Test func pausesDoubleUpToALimit() {
        var trial = CallTrial(Self.patience)
        let pauses = (0..<4).map { _ in trial.action(after: answer(503), meaning: .busy, circumstances()) }
        #expect(pauses == [100, 200, 400, 800].map { .wait(.milliseconds($0)) })
        #expect(trial.action(after: answer(503), meaning: .busy, circumstances()) == .fail(.failing("answered 503")))
    }

    @Test func pausesAreShortenedAtRandomByHalfAtMost() {
        let patience = Self.patience
        #expect(patience.pause(after: 2, wish: nil, chance: 0) == .milliseconds(100))
        #expect(patience.pause(after: 2, wish: nil, chance: 0.5) == .milliseconds(150))
        #expect(patience.pause(after: 2, wish: nil, chance: 1) == .milliseconds(200))
        #expect(patience.pause(after: 60, wish: nil, chance: 1) == .seconds(1))
    }

    @Test func whatTheStoreAsksForIsKeptWithinTheLongestPause() {
        var trial = CallTrial(Self.patience)
        #expect(
            trial.action(after: answer(503, [("retry-after", "1")]), meaning: .busy, circumstances())
                == .wait(.seconds(1)))
        #expect(
            trial.action(after: answer(503, [("retry-after", "3600")]), meaning: .busy, circumstances())
                == .wait(.seconds(1)))
    }

    @Test func troubleThatLastsEndsTheCall() {
        var trial = CallTrial(Self.patience)
        let action = trial.action(after: answer(503), meaning: .busy, circumstances(.seconds(11)))
        #expect(action == .fail(.failing("answered 503")))
    }

    /// The usual settings outlast a minute in which a store answers 503.
    @Test func aMinuteOf503IsOutlasted() {
        let patience = S3Patience()
        for chance in [0.0, 0.5, 1.0] {
            var trial = CallTrial(patience)
            var elapsed = Duration.zero
            while elapsed < .seconds(60) {
                guard
                    case .wait(let pause) = trial.action(
                        after: answer(503), meaning: .busy, circumstances(elapsed, chance: chance))
                else {
                    Issue.record("given up after \(elapsed)")
                    return
                }
                elapsed += pause
            }
        }
    }

    @Test func aServerThatNeverAnsweredIsGivenUpSooner() {
        var trial = CallTrial(Self.patience)
        let fault = ConnectionFault(.unreachable, "takes no connection")
        var now = circumstances(.seconds(1))
        now.hasAnswered = false
        #expect(trial.action(after: fault, now) == .wait(.milliseconds(100)))
        now.elapsed = .seconds(3)
        #expect(trial.action(after: fault, now) == .fail(.unreachable("takes no connection")))
        now.hasAnswered = true
        #expect(trial.action(after: fault, now) == .wait(.milliseconds(200)))
    }

    @Test func aCertificateThatIsNotTrustedIsNotTriedAgain() {
        var trial = CallTrial(Self.patience)
        let fault = ConnectionFault(.final, "sent a certificate for another name")
        #expect(
            trial.action(after: fault, circumstances()) == .fail(.unreachable("sent a certificate for another name")))
    }

    @Test func credentialsAreRenewedOnce() {
        var trial = CallTrial(Self.patience)
        #expect(trial.action(after: answer(400), meaning: .expired, circumstances()) == .renew)
        #expect(trial.action(after: answer(400), meaning: .expired, circumstances()) == .fail(.refused(.expired)))
    }

    @Test func aClockIsTurnedOnce() {
        var trial = CallTrial(Self.patience)
        var now = circumstances()
        #expect(trial.action(after: answer(403, skew: 1200), meaning: .skewed, now) == .turnClock(1200))
        now.skew = 1200
        #expect(trial.action(after: answer(403, skew: 2400), meaning: .skewed, now) == .fail(.clock(2400)))
    }

    /// A clock may be behind a refusal that names another reason, but not a small difference.
    @Test func aDenialMayBeTheClocks() {
        for meaning in [StoreMeaning.denied, .wrongKey] {
            var trial = CallTrial(Self.patience)
            #expect(
                trial.action(after: answer(403, skew: 239), meaning: meaning, circumstances())
                    == .fail(.refused(meaning)))
            #expect(trial.action(after: answer(403, skew: -300), meaning: meaning, circumstances()) == .turnClock(-300))
            #expect(
                trial.action(after: answer(403), meaning: meaning, circumstances()) == .fail(.refused(meaning)))
        }
    }

    @Test func conflictsAreTriedAgainUnlessTheyKill() {
        var trial = CallTrial(Self.patience)
        #expect(trial.action(after: answer(409), meaning: .conflict, circumstances()) == .wait(.milliseconds(100)))
        var now = circumstances()
        now.repeatsConflicts = false
        #expect(trial.action(after: answer(409), meaning: .conflict, now) == .accept)
    }
}
