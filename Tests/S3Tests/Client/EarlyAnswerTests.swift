import ETL
import S3
import TestSupport
import Testing

/// Answers that come before the request has been sent to its end, as of a store that refuses a large object at once.
@Suite struct EarlyAnswerTests {
    private func put(_ status: String, _ code: String) async throws -> ETLError? {
        let content = Bench.noise(24 << 20)
        var failure: ETLError?
        try await EarlyServer.run(status, "<Error><Code>\(code)</Code></Error>") { address in
            failure = try await Bench.withFile(content) { path in
                try await Bench.with(try Bench.bucket(at: address)) { bucket in
                    await Bench.failure {
                        let payload = S3Payload.file(path: path, size: content.count, sha256: Sums.sha256(content))
                        _ = try await bucket.put("a", body: payload, condition: .none)
                    }
                }
            }
        }
        return failure
    }

    @Test func aDenialIsHeard() async throws {
        let failure = try await put("403 Forbidden", "AccessDenied")
        #expect(failure?.code == .token)
        #expect(failure?.message == "The object store denied writing s3://bucket/lake/a")
    }

    @Test func aMissingBucketIsHeard() async throws {
        let failure = try await put("404 Not Found", "NoSuchBucket")
        #expect(failure?.message.hasPrefix("There is no bucket") == true)
    }

    /// The hash was signed for other bytes than there are now.
    @Test func aFileThatBecomesShorterIsNotTriedAgain() async throws {
        try await Bench.run { bucket, store in
            try await Bench.withFile(Bench.noise(1000)) { path in
                let failure = await Bench.failure {
                    _ = try await bucket.put("a", body: .file(path: path, size: 2000, sha256: Sums.sha256([1])))
                }
                #expect(failure?.code == .files)
                #expect(failure?.message.contains("became shorter") == true)
            }
            #expect(store.keys == [])
        }
    }
}
