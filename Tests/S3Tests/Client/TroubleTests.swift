import ETL
import S3
import Synchronization
import TestSupport
import Testing

/// Stores that are busy, failing, elsewhere, or that refuse.
@Suite struct TroubleTests {
    @Test(arguments: [
        (503, "SlowDown"), (500, "InternalError"), (429, "TooManyRequests"), (400, "RequestTimeout"), (502, ""),
    ])
    func aStoreThatIsBusyIsAskedAgain(status: Int, code: String) async throws {
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = {
            $0.attempt <= 5 ? .answer(status: status, code: code) : nil
        }
        try await Bench.run(disrupt: disrupt) { bucket, store in
            _ = try await bucket.put("a", body: .bytes([1]))
            #expect(try await bucket.bytes(of: "a", limit: 1)?.bytes == [1])
            #expect(try await bucket.head("b") == nil)
            var pages = 0
            for try await page in bucket.pages() { pages += page.objects.count }
            #expect(pages == 1)
            // The refusal of a HEAD says nothing where it may have several reasons: a GET then asks for it.
            #expect(store.requests.count == (status == 400 ? 29 : 24))
        }
    }

    @Test func oneWriteASecondToAKeyIsKept() async throws {
        try await FakeStore.run(.with { $0.writeInterval = 1000 }) { store in
            var patience = Bench.patience
            patience.attempts = 100
            try await Bench.with(try Bench.bucket(at: store.address, patience: patience)) { bucket in
                for number in 0..<3 { _ = try await bucket.put("a", body: .bytes([UInt8(number)])) }
            }
            #expect(store.bytes(of: "lake/a") == [2])
        }
    }

    @Test(arguments: [FakeDisruption.cutRequest(after: 0), .cutRequest(after: 500_000), .silence])
    func aConnectionThatBreaksIsMadeAgain(disruption: FakeDisruption) async throws {
        let content = Bench.noise(1_000_000)
        try await FakeStore.run(disrupt: { $0.attempt == 1 ? disruption : nil }) { store in
            let bucket = try Bench.bucket(at: store.address, idle: .seconds(2))
            try await Bench.with(bucket) { bucket in
                try await Bench.withFile(content) { path in
                    let payload = S3Payload.file(path: path, size: content.count, sha256: Sums.sha256(content))
                    let outcome = try await bucket.put("a", body: payload, condition: .absent)
                    #expect(outcome.etag != nil)
                }
            }
            #expect(store.bytes(of: "lake/a") == content)
        }
    }

    @Test func aStoreThatKeepsFailingIsGivenUpInOneLine() async throws {
        try await Bench.run(disrupt: { _ in .answer(status: 503, code: "SlowDown") }) { bucket, store in
            let failure = try #require(await Bench.failure { _ = try await bucket.put("a", body: .bytes([1])) })
            #expect(failure.code == .files)
            #expect(failure.message == "The object store at \(store.address) kept failing: it answered 503 SlowDown")
            #expect(store.requests.count == Bench.patience.attempts)
        }
    }

    @Test func aStoreThatIsNotThereIsGivenUpSoon() async throws {
        let address = "http://127.0.0.1:\(FreePorts.closed)"
        try await Bench.with(try Bench.bucket(at: address)) { bucket in
            let failure = try #require(await Bench.failure { _ = try await bucket.head("a") })
            #expect(failure.code == .files)
            #expect(failure.message.hasPrefix("The object store at \(address) cannot be reached: it "))
        }
    }

    @Test func aStoreThatGoesAwayForAMomentIsWaitedFor() async throws {
        try await Bench.run(disrupt: { $0.number > 0 && $0.number < 6 ? .cutRequest(after: 0) : nil }) { bucket, _ in
            let found = try await bucket.head("a")
            #expect(found == nil)
            let again = try await bucket.head("a")
            #expect(again == nil)
        }
    }

    /// Each attempt is signed for its own time: a store refuses what was signed long ago.
    @Test func eachAttemptIsSignedAnew() async throws {
        let time = Mutex(S3Bucket.now())
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = { request in
            guard request.attempt <= 3 else { return nil }
            time.withLock { $0 += 1 }
            return .answer(status: 500, code: "InternalError")
        }
        try await FakeStore.run(disrupt: disrupt) { store in
            let bucket = try Bench.bucket(at: store.address, clock: { time.withLock { $0 } })
            try await Bench.with(bucket) { _ = try await $0.put("a", body: .bytes([1])) }
            #expect(Set(store.requests.compactMap { $0.headers["x-amz-date"] }).count == 4)
            #expect(Set(store.requests.compactMap { $0.headers["authorization"] }).count == 4)
        }
    }

    // MARK: - Refusals

    @Test func aMissingBucketIsNamed() async throws {
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = { _ in .answer(status: 404, code: "NoSuchBucket")
        }
        try await Bench.run(disrupt: disrupt) { bucket, store in
            for call in [0, 1] {
                let failure = try #require(
                    await Bench.failure {
                        if call == 0 { _ = try await bucket.put("a", body: .bytes([1])) }
                        for try await _ in bucket.pages() {}
                    })
                #expect(failure.code == .files)
                #expect(failure.message == "There is no bucket 'bucket' at \(store.address)")
            }
        }
    }

    @Test func aRightThatIsMissingIsNamed() async throws {
        try await Bench.run(disrupt: { _ in .answer(status: 403, code: "AccessDenied") }) { bucket, _ in
            let write = try #require(await Bench.failure { _ = try await bucket.put("a", body: .bytes([1])) })
            #expect(write.code == .token)
            #expect(write.message == "The object store denied writing s3://bucket/lake/a")
            #expect(write.advice.contains("s3:PutObject"))
            let look = try #require(await Bench.failure { _ = try await bucket.head("a") })
            #expect(look.code == .token)
            #expect(look.advice.contains("s3:GetObject"))
            let delete = try #require(await Bench.failure { _ = try await bucket.delete("a") })
            #expect(delete.advice.contains("s3:DeleteObject"))
            let list = try #require(await Bench.failure { for try await _ in bucket.pages() {} })
            #expect(list.advice.contains("s3:ListBucket"))
        }
    }

    @Test(arguments: [
        (FakeStore.accessKey, "wrong-Secret/Key+1", "the secret key is not that of the access key"),
        ("AKIAWRONGKEY", FakeStore.secretKey, "it does not know the access key"),
    ])
    func aWrongKeyIsNamedAndNotShown(key: String, secret: String, words: String) async throws {
        let credentials = S3Credentials(accessKeyID: Secret(key), secretAccessKey: Secret(secret))
        try await FakeStore.run { store in
            let bucket = try Bench.bucket(at: store.address, credentials: S3FixedCredentials(credentials))
            try await Bench.with(bucket) { bucket in
                for call in 0..<2 {
                    let failure = try #require(
                        await Bench.failure {
                            if call == 0 {
                                _ = try await bucket.head("a")
                            } else {
                                _ = try await bucket.put("a", body: .bytes([1]))
                            }
                        })
                    #expect(failure.code == .token)
                    #expect(failure.message.contains(words))
                    #expect(!"\(failure)".contains(secret))
                    #expect(!"\(failure)".contains(key))
                }
            }
        }
    }

    /// Some stores repeat what they were sent.
    @Test func nothingSecretIsRepeatedFromAStoresWords() async throws {
        let words =
            "<Error><Code>InvalidRequest</Code><Message>\(FakeStore.accessKey) \(FakeStore.secretKey)\u{1B}[2J\nsession-token."
            + "</Message></Error>"
        let credentials = S3Credentials(
            accessKeyID: Secret(FakeStore.accessKey), secretAccessKey: Secret(FakeStore.secretKey),
            sessionToken: Secret("session-token"))
        try await ScriptedServer.run([ScriptedAnswer(status: 400, words)]) { server in
            let bucket = try Bench.bucket(at: server.address, credentials: S3FixedCredentials(credentials))
            try await Bench.with(bucket) { bucket in
                let failure = try #require(await Bench.failure { _ = try await bucket.put("a", body: .bytes([1])) })
                #expect(failure.message.contains("answered 400 InvalidRequest to writing s3://bucket/lake/a: "))
                for secret in [FakeStore.accessKey, FakeStore.secretKey, "session-token", "\u{1B}", "\n"] {
                    #expect(!"\(failure)".contains(secret))
                }
            }
        }
    }

    @Test func aSessionThatIsOverIsNamed() async throws {
        let credentials = S3Credentials(
            accessKeyID: Secret(FakeStore.accessKey), secretAccessKey: Secret(FakeStore.secretKey),
            sessionToken: Secret("old-token"))
        try await FakeStore.run(.with { $0.expiredTokens = ["old-token"] }) { store in
            let bucket = try Bench.bucket(at: store.address, credentials: S3FixedCredentials(credentials))
            try await Bench.with(bucket) { bucket in
                for call in 0..<2 {
                    let failure = try #require(
                        await Bench.failure {
                            if call == 0 {
                                _ = try await bucket.head("a")
                            } else {
                                _ = try await bucket.put("a", body: .bytes([1]))
                            }
                        })
                    #expect(failure.code == .token)
                    #expect(failure.message == "The session of the credentials for s3://bucket is over")
                }
            }
        }
    }
}
