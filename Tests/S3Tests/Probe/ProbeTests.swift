import S3
import TestSupport
import Testing

/// The probe tells the stores apart that differ.
@Suite struct ProbeTests {
    /// A store and what it should be found to be.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let habits: FakeStoreHabits
        let verdict: S3Verdict

        init(_ name: String, _ habits: (inout FakeStoreHabits) -> Void, _ verdict: (inout S3Verdict) -> Void) {
            testDescription = name
            self.habits = .with(habits)
            var expected = S3Verdict()
            verdict(&expected)
            self.verdict = expected
        }
    }

    static let cases = [
        Case("AWS", { _ in }, { _ in }),
        Case("Ceph, which answers 412 for what is missing", { $0.ifMatchOnMissing = .preconditionFailed }, { _ in }),
        Case("R2, which does not know checksums", { $0.checksums = .notImplemented }, { $0.takesChecksums = false }),
        Case("Ceph, which refuses checksums", { $0.checksums = .invalid }, { $0.takesChecksums = false }),
        Case(
            "MinIO before its repair", { $0.ifMatchOnMissing = .written }, { $0.refusesReplaceOfMissing = false }),
        Case("MinIO's DELETE", { $0.deleteIgnoresIfMatch = true }, { $0.deleteObeysIfMatch = false }),
        Case("SeaweedFS before 4.17", { $0.racingCreates = 3 }, { $0.oneCreateWins = false }),
        Case(
            "one that ignores conditions", { $0.ignoresConditions = true },
            { verdict in
                verdict.refusesSecondCreate = false
                verdict.refusesStaleReplace = false
                verdict.refusesReplaceOfMissing = false
                verdict.refusesSecondCompletion = false
                verdict.refusesStaleCompletion = false
                verdict.oneCreateWins = false
            }),
        Case(
            "one that ignores them when completing", { $0.completionIgnoresConditions = true },
            { verdict in
                verdict.refusesSecondCompletion = false
                verdict.refusesStaleCompletion = false
            }),
        Case("R2, which takes one write a second", { $0.writeInterval = 60 }, { _ in }),
    ]

    @Test(arguments: cases)
    func findsWhatTheStoreDoes(item: Case) async throws {
        try await Bench.runStill(item.habits) { bucket, store in
            let verdict = try await bucket.probe()
            #expect(verdict.skew == 0)
            #expect(verdict == item.verdict)
            #expect(verdict.isConditional == item.verdict.isConditional)
            // Nothing stays behind, and nothing was written beside the folder.
            #expect(store.keys == [])
            #expect(store.uploads == [])
            #expect(store.requests.allSatisfy { $0.key.isEmpty || $0.key.hasPrefix("lake/_staging/probe-") })
        }
    }

    @Test func aStoreThatDoesNotTakeConditionsIsTold() async throws {
        try await Bench.run(.with { $0.refusesConditions = true }) { bucket, store in
            let verdict = try await bucket.probe()
            #expect(!verdict.takesConditions)
            #expect(!verdict.isConditional)
            #expect(store.keys == [])
        }
    }

    @Test func theClockOfTheStoreIsTold() async throws {
        try await Bench.runStill(.with { $0.skew = 1200 }) { bucket, _ in
            let verdict = try await bucket.probe()
            #expect(verdict.skew == 1200)
            #expect(verdict.description.contains("ahead of this machine's"))
        }
    }

    @Test func checksumsAreSentOnlyToAStoreThatTakesThem() async throws {
        for checksums in [FakeStoreHabits.Checksums.taken, .notImplemented] {
            try await Bench.run(.with { $0.checksums = checksums }) { bucket, store in
                _ = try await bucket.put("before", body: .bytes([1]))
                _ = try await bucket.probe()
                _ = try await bucket.put("after", body: .bytes([1]))
                let id = try await bucket.begin("parts")
                let part = try await bucket.part(1, of: "parts", uploadID: id, body: .bytes([1]))
                guard case .written = try await bucket.complete("parts", upload: S3Upload(id: id, parts: [part])) else {
                    throw CancellationError()
                }
                let sent = store.requests.filter { $0.headers["x-amz-checksum-sha256"] != nil }.map(\.key)
                let wanted = checksums == .taken ? ["lake/after", "lake/parts"] : []
                #expect(sent.filter { !$0.contains("probe") } == wanted)
            }
        }
    }

    @Test func aVerdictPrintsItself() {
        #expect(
            S3Verdict().lines == [
                "conditional writes: refused where they must be, also in parts and several at once",
                "conditional deletes: obeyed", "checksums: taken", "clock: its clock agrees with this machine's",
            ])
        var lying = S3Verdict()
        lying.refusesSecondCreate = false
        lying.oneCreateWins = false
        lying.deleteObeysIfMatch = false
        lying.takesChecksums = false
        lying.skew = -1
        #expect(
            lying.lines == [
                "conditional writes: cannot be relied on (a second create overwrites the first, several creates at once "
                    + "all succeed)",
                "conditional deletes: ignored", "checksums: not taken",
                "clock: its clock is 1 second behind this machine's",
            ])
    }
}
