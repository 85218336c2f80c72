import ETL
import Synchronization
import TestSupport
import Testing

@testable import S3

/// Credentials that do not last.
@Suite struct RenewalTests {
    /// A source whose credentials are numbered.
    private final class Numbered: CredentialSource {
        private let state: Mutex<(count: Int, isAway: Bool)>
        private let lasts: Int
        private let clock: @Sendable () -> Int

        init(lasts: Int, clock: @escaping @Sendable () -> Int) {
            (self.lasts, self.clock) = (lasts, clock)
            state = Mutex((0, false))
        }

        var count: Int { state.withLock { $0.count } }

        func goAway() { state.withLock { $0.isAway = true } }

        func find() async throws -> S3Credentials? {
            await Task.yield()
            return try state.withLock { state in
                guard !state.isAway else { throw ETLError.credentials("away", "") }
                state.count += 1
                return S3Credentials(
                    accessKeyID: Secret("AK\(state.count)"), secretAccessKey: Secret("SK"), expires: clock() + lasts)
            }
        }
    }

    private final class Time: Sendable {
        private let seconds = Mutex(1_000_000)
        var now: Int { seconds.withLock { $0 } }
        func pass(_ time: Int) { seconds.withLock { $0 += time } }
    }

    @Test func theyAreRenewedFiveMinutesBeforeTheirEnd() async throws {
        let time = Time()
        let source = Numbered(lasts: 3600) { time.now }
        let chain = S3CredentialChain([source], clock: { time.now })
        let first = try await chain.credentials(insteadOf: nil)
        time.pass(3299)
        #expect(try await chain.credentials(insteadOf: nil) == first)
        time.pass(2)
        #expect(try await chain.credentials(insteadOf: nil).accessKeyID.reveal() == "AK2")
        #expect(source.count == 2)
    }

    @Test func requestsSideBySideAskOnce() async throws {
        let time = Time()
        let source = Numbered(lasts: 3600) { time.now }
        let chain = S3CredentialChain([source], clock: { time.now })
        try await withThrowingTaskGroup(of: S3Credentials.self) { group in
            for _ in 0..<16 { group.addTask { try await chain.credentials(insteadOf: nil) } }
            for try await found in group { #expect(found.accessKeyID.reveal() == "AK1") }
        }
        #expect(source.count == 1)
    }

    @Test func thoseThatTheStoreCallsExpiredAreNotGivenAgain() async throws {
        let time = Time()
        let source = Numbered(lasts: 3600) { time.now }
        let chain = S3CredentialChain([source], clock: { time.now })
        let first = try await chain.credentials(insteadOf: nil)
        let second = try await chain.credentials(insteadOf: first)
        #expect(second != first)
        // Another request that was refused with the first gets the second at once.
        #expect(try await chain.credentials(insteadOf: first) == second)
        #expect(source.count == 2)
    }

    @Test func aSourceThatIsAwayIsNoMatterWhileTheOldOnesLast() async throws {
        let time = Time()
        let source = Numbered(lasts: 3600) { time.now }
        let chain = S3CredentialChain([source], clock: { time.now })
        let first = try await chain.credentials(insteadOf: nil)
        source.goAway()
        time.pass(3500)
        #expect(try await chain.credentials(insteadOf: nil) == first)
        let refused = await Bench.failure { _ = try await chain.credentials(insteadOf: first) }
        #expect(refused?.code == .token)
        time.pass(101)
        let over = await Bench.failure { _ = try await chain.credentials(insteadOf: nil) }
        #expect(over?.code == .token)
    }

    /// Credentials that last for less than the margin are not asked for with every request.
    @Test func shortOnesAreNotAskedForAllTheTime() async throws {
        let time = Time()
        let source = Numbered(lasts: 120) { time.now }
        let chain = S3CredentialChain([source], clock: { time.now })
        for _ in 0..<5 { _ = try await chain.credentials(insteadOf: nil) }
        #expect(source.count == 1)
        time.pass(31)
        _ = try await chain.credentials(insteadOf: nil)
        #expect(source.count == 2)
    }

    /// A place that gave credentials once stays the place: another one would be another identity.
    @Test func thePlaceStaysTheSame() async throws {
        let time = Time()
        final class Holder: CredentialSource {
            let fading = Mutex(true)
            func find() -> S3Credentials? {
                fading.withLock { gives in
                    defer { gives = false }
                    return gives
                        ? S3Credentials(accessKeyID: Secret("narrow"), secretAccessKey: Secret("s"), expires: 1_000_400)
                        : nil
                }
            }
        }
        let chain = S3CredentialChain([Holder(), Numbered(lasts: 3600) { time.now }], clock: { time.now })
        #expect(try await chain.credentials(insteadOf: nil).accessKeyID.reveal() == "narrow")
        time.pass(500)
        let failure = await Bench.failure { _ = try await chain.credentials(insteadOf: nil) }
        #expect(failure?.code == .token)
    }

    @Test func aSessionThatEndsInTheMiddleIsRenewed() async throws {
        let number = Mutex(0)
        let script: @Sendable (ScriptedServer.Request) -> ScriptedAnswer = { _ in
            let token = number.withLock { number -> Int in
                number += 1
                return number
            }
            return ScriptedAnswer(
                #"{"AccessKeyId":"\#(FakeStore.accessKey)","SecretAccessKey":"\#(FakeStore.secretKey)","#
                    + #""Token":"token-\#(token)","Expiration":"2099-01-01T00:00:00Z"}"#)
        }
        try await ScriptedServer.run(script: script) { server in
            try await FakeStore.run { store in
                let environment = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(server.address)/"]
                try await CredentialBench.with(environment) { chain in
                    try await Bench.with(try Bench.bucket(at: store.address, credentials: chain)) { bucket in
                        _ = try await bucket.put("a", body: .bytes([1]))
                        store.change { $0.expiredTokens = ["token-1"] }
                        // Side by side, and once by a HEAD, whose refusal does not say why.
                        try await withThrowingTaskGroup(of: Void.self) { group in
                            for number in 0..<6 {
                                group.addTask { _ = try await bucket.put("\(number)", body: .bytes([1])) }
                            }
                            group.addTask { _ = try await bucket.head("a") }
                            try await group.waitForAll()
                        }
                        #expect(store.keys.count == 7)
                        #expect(server.requests.count == 2)
                        store.change { $0.expiredTokens = ["token-1", "token-2"] }
                        #expect(try await bucket.head("a") != nil)
                    }
                }
            }
        }
    }
}
