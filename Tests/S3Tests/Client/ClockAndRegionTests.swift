import ETL
import S3
import TestSupport
import Testing

/// Clocks that differ, and buckets in other regions.
@Suite struct ClockAndRegionTests {
    @Test(arguments: [1200, -1200, 90_000])
    func aWrongClockIsCorrectedOnce(skew: Int) async throws {
        try await Bench.runStill(.with { $0.skew = skew }) { bucket, store in
            _ = try await bucket.put("a", body: .bytes([1]))
            #expect(store.count(.putObject) == 2)
            #expect(try await bucket.head("a") != nil)
            #expect(store.count(.headObject) == 1)
            #expect(bucket.skew == skew)
        }
    }

    /// The answer to a HEAD has no body, so its 403 does not say that the clock is at fault.
    @Test func aWrongClockIsCorrectedWhereTheFirstRequestIsAHead() async throws {
        try await Bench.run(.with { $0.skew = 1200 }) { bucket, store in
            store.place([1], at: "lake/a")
            let found = try await bucket.head("a")?.size
            #expect(found == 1)
        }
    }

    @Test func eightRequestsAtOnceWithAWrongClockAllSucceed() async throws {
        try await Bench.run(.with { $0.skew = -1500 }) { bucket, store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask { _ = try await bucket.put("\(number)", body: .bytes([1]), condition: .absent) }
                }
                try await group.waitForAll()
            }
            #expect(store.keys.count == 8)
            #expect(store.count(.putObject) <= 16)
        }
    }

    /// With an `Age` the answer is from a cache, and its `Date` from another time.
    @Test func theDateOfACacheIsNoClock() async throws {
        try await Bench.run(
            .with { habits in
                habits.skew = 1200
                habits.sendsAge = true
            }
        ) { bucket, store in
            let failure = try #require(await Bench.failure { _ = try await bucket.put("a", body: .bytes([1])) })
            #expect(failure.code == .files)
            #expect(failure.message.contains("clocks"))
            #expect(bucket.skew == nil)
            #expect(store.count(.putObject) == 1)
        }
    }

    /// A store whose clock runs away would otherwise be asked for ever.
    @Test func aClockThatIsCorrectedAndStillWrongEndsTheCall() async throws {
        let refusal = { (time: String) in
            ScriptedAnswer(
                status: 403, headers: [("Date", time)], "<Error><Code>RequestTimeTooSkewed</Code></Error>")
        }
        let answers = (10..<20).map { refusal("Thu, 01 Jan 2026 \($0):00:00 GMT") }
        try await ScriptedServer.run(answers) { server in
            try await Bench.with(try Bench.bucket(at: server.address)) { bucket in
                let failure = try #require(await Bench.failure { _ = try await bucket.put("a", body: .bytes([1])) })
                #expect(failure.code == .files)
                #expect(server.requests.count == 2)
            }
        }
    }

    @Test func aSmallDifferenceOfClocksIsNoReasonForADenial() async throws {
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = { _ in .answer(status: 403, code: "AccessDenied")
        }
        try await Bench.run(.with { $0.skew = 100 }, disrupt: disrupt) { bucket, store in
            let failure = try #require(await Bench.failure { _ = try await bucket.put("a", body: .bytes([1])) })
            #expect(failure.code == .token)
            #expect(store.requests.count == 1)
        }
    }

    // MARK: - Regions

    @Test(arguments: [301, 400])
    func aBucketInAnotherRegionIsFound(status: Int) async throws {
        try await Bench.run(
            .with { habits in
                habits.region = "eu-west-1"
                habits.redirectStatus = status
            }
        ) { bucket, store in
            _ = try await bucket.put("a", body: .bytes([1]))
            #expect(try await bucket.head("a") != nil)
            // The region is found once, and kept.
            #expect(store.requests.count == 3)
            #expect(store.requests.last?.headers["authorization"]?.contains("/eu-west-1/s3/") == true)
        }
    }

    @Test(arguments: [301, 400])
    func aBucketInAnotherRegionIsFoundByAHead(status: Int) async throws {
        try await Bench.run(
            .with { habits in
                habits.region = "eu-west-1"
                habits.redirectStatus = status
            }
        ) { bucket, _ in
            let found = try await bucket.head("a")
            #expect(found == nil)
        }
    }

    @Test func aStoreThatSendsInCirclesIsGivenUp() async throws {
        let elsewhere = { (region: String) in
            ScriptedAnswer(
                status: 301, headers: [("x-amz-bucket-region", region)],
                "<Error><Code>PermanentRedirect</Code></Error>")
        }
        let answers = [elsewhere("a-1"), elsewhere("b-1"), elsewhere("a-1")]
        try await ScriptedServer.run(answers) { server in
            try await Bench.with(try Bench.bucket(at: server.address)) { bucket in
                let failure = try #require(await Bench.failure { _ = try await bucket.put("a", body: .bytes([1])) })
                #expect(failure.code == .files)
                #expect(failure.message.contains("not in"))
                #expect(server.requests.count == 3)
            }
        }
    }
}
