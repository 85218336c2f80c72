import ETL
import NIOCore
import S3
import TestSupport
import Testing

/// Writes whose answer is lost, and answers that say less than they seem to.
@Suite struct LostAnswerTests {
    private static func onFirst(
        _ kind: FakeStoreRequest.Kind, _ disruption: FakeDisruption, times: Int = 1
    ) -> @Sendable (FakeStoreRequest) -> FakeDisruption? {
        { $0.kind == kind && $0.attempt <= times ? disruption : nil }
    }

    @Test func aCreateWhoseAnswerWasLostHasWritten() async throws {
        try await Bench.run(disrupt: Self.onFirst(.putObject, .loseAnswer)) { bucket, store in
            let outcome = try await bucket.put(
                "a", body: .bytes([1]), condition: .absent, attributes: S3Attributes(commit: "c1"))
            #expect(outcome.etag == (try await bucket.head("a")?.etag))
            // The second attempt met 412 on its own write.
            #expect(store.count(.putObject) == 2)
        }
    }

    @Test func aReplacementWhoseAnswerWasLostHasWritten() async throws {
        try await Bench.run(disrupt: { $0.kind == .putObject && $0.attempt == 2 ? .loseAnswer : nil }) { bucket, _ in
            let first = try #require(try await bucket.put("a", body: .bytes([1])).etag)
            let outcome = try await bucket.put(
                "a", body: .bytes([2]), condition: .matches(first), attributes: S3Attributes(commit: "c2"))
            let facts = try #require(try await bucket.head("a"))
            #expect(outcome == .written(etag: facts.etag))
            #expect(facts.commit == "c2")
        }
    }

    @Test func anAnswerThatIsAnErrorAlthoughItWasWrittenIsNoMatter() async throws {
        let disruption = FakeDisruption.answerAnyway(status: 500, code: "InternalError")
        try await Bench.run(disrupt: Self.onFirst(.putObject, disruption)) { bucket, _ in
            let outcome = try await bucket.put(
                "a", body: .bytes([1]), condition: .absent, attributes: S3Attributes(commit: "c1"))
            #expect(outcome.etag != nil)
        }
    }

    @Test func anothersObjectIsNotTakenForOnesOwn() async throws {
        try await Bench.run { bucket, store in
            _ = try await bucket.put(
                "a", body: .bytes([1]), condition: .absent, attributes: S3Attributes(commit: "other"))
            guard
                case .refused(let facts?) = try await bucket.put(
                    "a", body: .bytes([2]), condition: .absent, attributes: S3Attributes(commit: "c1"))
            else { throw CancellationError() }
            #expect(facts.commit == "other")
            #expect(store.bytes(of: "lake/a") == [1])
        }
    }

    @Test func theSameBytesCountAsWritten() async throws {
        try await Bench.run { bucket, _ in
            let first = try await bucket.put("a", body: .bytes([1, 2]), condition: .absent)
            #expect(try await bucket.put("a", body: .bytes([1, 2]), condition: .absent) == first)
        }
    }

    /// To take 409 for "exists" would call an object written that never was.
    @Test func aConflictOnCreateIsTriedAgain() async throws {
        let disruption = FakeDisruption.answer(status: 409, code: "ConditionalRequestConflict")
        try await Bench.run(disrupt: Self.onFirst(.putObject, disruption, times: 3)) { bucket, store in
            let found = try await bucket.put("a", body: .bytes([1]), condition: .absent).etag
            #expect(found != nil)
            #expect(store.bytes(of: "lake/a") == [1])
            #expect(store.count(.putObject) == 4)
        }
    }

    @Test func aConflictOnReplaceIsTriedAgain() async throws {
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = {
            $0.headers["if-match"] != nil && $0.attempt < 4 ? .answer(status: 409, code: "OperationAborted") : nil
        }
        try await Bench.run(disrupt: disrupt) { bucket, store in
            let first = try #require(try await bucket.put("a", body: .bytes([1])).etag)
            #expect(try await bucket.put("a", body: .bytes([2]), condition: .matches(first)).etag != nil)
            #expect(store.bytes(of: "lake/a") == [2])
        }
    }

    @Test(arguments: [FakeStoreHabits.Missing.notFound, .preconditionFailed])
    func replacingWhatIsGoneIsRefused(answer: FakeStoreHabits.Missing) async throws {
        try await Bench.run(.with { $0.ifMatchOnMissing = answer }) { bucket, store in
            let found = try await bucket.put("a", body: .bytes([1]), condition: .matches("0123"))
            #expect(found == .refused(nil))
            #expect(store.keys == [])
        }
    }

    @Test func aDeleteWhoseAnswerWasLostHasDeleted() async throws {
        try await Bench.run(disrupt: Self.onFirst(.deleteObject, .loseAnswer)) { bucket, store in
            let etag = try #require(try await bucket.put("a", body: .bytes([1])).etag)
            #expect(try await bucket.delete("a", ifMatch: etag))
            #expect(store.keys == [])
        }
    }

    @Test func aReadThatIsCutGoesOnWhereItStopped() async throws {
        let content = Bench.noise(1_000_000)
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = {
            $0.kind == .getObject && $0.attempt <= 3 ? .cutAnswer(after: 200_000) : nil
        }
        try await Bench.run(disrupt: disrupt) { bucket, store in
            store.place(content, at: "lake/a")
            let found = try await bucket.bytes(of: "a", limit: 1 << 20)?.bytes
            #expect(found == content)
            #expect(store.count(.getObject) == 4)
        }
    }

    /// The rest of another version would make of two good files one that is neither.
    @Test func aReadThatIsCutDoesNotGoOnInAnotherVersion() async throws {
        try await Bench.run(disrupt: Self.onFirst(.getObject, .cutAnswer(after: 100_000))) { bucket, store in
            store.place(Bench.noise(1_000_000), at: "lake/a")
            let body = try #require(try await bucket.read("a"))
            var count = 0
            let failure = await Bench.failure {
                for try await piece in body {
                    count += piece.readableBytes
                    store.place(Bench.noise(1_000_000, number: 2), at: "lake/a")
                }
            }
            #expect(failure?.code == .tryLater)
            #expect(count <= 100_000)
        }
    }
}
