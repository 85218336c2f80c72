import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct ObjectStoreTests {
    /// Days in a store are those of a folder, byte for byte, and what is the same is not uploaded again.
    @Test func theStoreHoldsWhatTheFolderHolds() async throws {
        try await SimulatorProcess.run { simulator in
            try await FakeStore.run { store in
                let work = try Self.work(store, simulator)
                #expect(try await work.run("folder.yaml").status == 0)
                let outcome = try await work.run()
                #expect(outcome.status == 0, "\(outcome.errors)")
                let expected = try work.files()
                #expect(!expected.isEmpty)
                let keys = store.keys.filter { $0.hasPrefix("lake/report=") && $0.hasSuffix(".gz") }
                #expect(keys == expected.keys.map { "lake/\($0)" }.sorted())
                for (path, bytes) in expected {
                    #expect(store.bytes(of: "lake/\(path)") == bytes, "\(path)")
                    let headers = store.headers(of: "lake/\(path)")
                    #expect(headers["content-type"] == "application/gzip" && headers["content-encoding"] == nil)
                }
                #expect(store.uploads == [])
                #expect(store.keys.filter { $0.contains("_staging/") } == [])

                let (puts, uploads) = (store.count(.putObject), store.count(.createUpload))
                #expect(try await work.run("store.yaml", ["--fresh"]).status == 0)
                // The record of the run alone.
                #expect(store.count(.putObject) - puts <= 2 && store.count(.createUpload) == uploads)

                let verified = try await work.place.run(["verify", "s3://bucket/lake"])
                #expect(
                    verified.status == 0 && verified.output.contains("0 problems"),
                    "\(verified.output)\(verified.errors)")
                for words in [["status", "s3://bucket/lake"], ["runs", "s3://bucket/lake"]] {
                    let shown = try await work.place.run(words + ["--json"])
                    #expect(shown.status == 0, "\(words): \(shown.errors)")
                }
                try await work.place.succeed(["report", "s3://bucket/lake", "--to", "page.html"])
                #expect(try work.place.text("page.html").contains("cdr_1"))
            }
        }
    }

    /// How many requests the probe of a store takes, nearly.
    private static let probe = 28

    /// A run is killed at each request of its commits: a reader sees one whole day or none, and the next run, on this
    /// machine or on another, leaves what an undisturbed one leaves.
    @Test(arguments: [true, false]) func killedAtAnyRequest(onAnotherMachine: Bool) async throws {
        try await SimulatorProcess.run(rowsPerDay: 40) { simulator in
            let victim = Mutex<(at: Int, process: Int32)>((.max, 0))
            var number = 0
            while true {
                let requests: Int? = try await FakeStore.run(
                    disrupt: { request in
                        victim.withLock { victim in
                            guard request.number >= victim.at, victim.process != 0 else { return nil }
                            kill(victim.process, SIGKILL)
                            // Every other one is done all the same.
                            return victim.at % 2 == 0 ? .silence : .loseAnswer
                        }
                    },
                    { store in
                        let work = try Self.work(store, simulator, reports: "  - cdr_1")
                        let process = try await work.place.start(["run", "store.yaml", "--quiet"] + StoreWorkplace.day)
                        victim.withLock { $0 = (number, process.id) }
                        let killed = try await process.end()
                        victim.withLock { $0 = (.max, 0) }
                        let requests = killed.status == 0 ? store.requests.count : nil
                        if onAnotherMachine {
                            work.moveToAnotherMachine()
                            store.change { $0.skew = 700 }
                        }
                        let whole = try await work.run(over: StoreWorkplace.day)
                        #expect(whole.status == 0, "request \(number): \(whole.errors)")
                        let verified = try await work.place.run(["verify", "s3://bucket/lake"])
                        #expect(verified.status == 0, "request \(number): \(verified.output)")
                        let data = store.keys.filter { $0.hasSuffix(".ndjson.gz") }
                        #expect(data.count == 1, "request \(number): \(data)")
                        #expect(store.keys.filter { $0.hasSuffix(".intent") } == [], "request \(number)")
                        if !onAnotherMachine { #expect(store.uploads == [], "request \(number)") }
                        return requests
                    })
                if let requests {
                    // A busy machine may name the victim too late: then the same request is tried again.
                    if requests <= number { break } else { continue }
                }
                // What the probe of the store does is not looked at request by request.
                number += number < Self.probe ? 7 : 1
            }
            #expect(number > Self.probe + 15)
        }
    }

    /// Each habit that sets a real store apart: days are there whole, and replaced whole, on all of them.
    @Test(arguments: StoreHabit.all) func everyStoreHoldsTheSame(habit: StoreHabit) async throws {
        try await SimulatorProcess.run(rowsPerDay: 40) { simulator in
            try await FakeStore.run { store in
                store.change(habit.change)
                let work = try Self.work(store, simulator, reports: "  - cdr_1")
                #expect(try await work.run("folder.yaml").status == 0)
                for day in [StoreWorkplace.day, StoreWorkplace.days] {
                    let outcome = try await work.place.run(["run", "store.yaml"] + day)
                    #expect(outcome.status == 0, "\(outcome.errors)")
                    #expect(
                        outcome.errors.contains("from one machine alone") == habit.isUnreliable, "\(outcome.errors)")
                }
                for (path, bytes) in try work.files() { #expect(store.bytes(of: "lake/\(path)") == bytes, "\(path)") }
                #expect(try await work.place.run(["verify", "s3://bucket/lake"]).status == 0)
                work.moveToAnotherMachine()
                let other = try await work.run("store.yaml", ["--fresh"])
                #expect(other.status == (habit.isUnreliable ? 78 : 0), "\(other.errors)")
            }
        }
    }

    @Test func troubleIsSaidInOneLine() async throws {
        struct Trouble {
            var status: Int32
            var says: String
            var key = FakeStore.secretKey
            var place = "s3://bucket/lake"
            var session = ""
            var disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = { _ in nil }
        }
        let troubles = [
            Trouble(status: 77, says: "secret", key: "another-secret"),
            Trouble(status: 77, says: "The session of the credentials for s3://bucket is over", session: "over"),
            Trouble(status: 74, says: "There is no bucket", place: "s3://no-such-bucket/lake"),
            Trouble(
                status: 77, says: "denied",
                disrupt: { request in
                    request.kind == .createUpload && request.key.contains("report=")
                        ? .answer(status: 403, code: "AccessDenied") : nil
                }),
            Trouble(
                status: 0, says: "",
                disrupt: { request in
                    request.attempt == 1 ? .answer(status: 503, code: "SlowDown") : nil
                }),
            Trouble(
                status: 0, says: "",
                disrupt: { request in
                    request.attempt == 1 && request.kind == .uploadPart ? .cutRequest(after: 100) : nil
                }),
        ]
        try await SimulatorProcess.run(rowsPerDay: 40) { simulator in
            for trouble in troubles {
                try await FakeStore.run(.with { $0.expiredTokens = ["over"] }, disrupt: trouble.disrupt) { store in
                    let work = try Self.work(store, simulator, reports: "  - cdr_1")
                    work.place.environment["AWS_SESSION_TOKEN"] = trouble.session
                    work.place.environment["AWS_SECRET_ACCESS_KEY"] = trouble.key
                    let text = try work.place.text("store.yaml").replacing("s3://bucket/lake", with: trouble.place)
                    try work.place.write(text, to: "store.yaml")
                    let outcome = try await work.run()
                    #expect(outcome.status == trouble.status, "\(outcome.errors)")
                    #expect(trouble.says.isEmpty || outcome.errors.contains(trouble.says), "\(outcome.errors)")
                    if trouble.status != 0 { #expect(store.keys.filter { $0.hasSuffix(".gz") } == []) }
                }
            }
        }
    }

    /// A store that answers 503 for a minute is waited for.
    @Test func aMinuteOfBusyAnswersIsOutlasted() async throws {
        let begin = Mutex<ContinuousClock.Instant?>(nil)
        try await SimulatorProcess.run(rowsPerDay: 40) { simulator in
            try await FakeStore.run(
                disrupt: { _ in
                    let first = begin.withLock { begin in
                        begin = begin ?? .now
                        return begin ?? .now
                    }
                    return first.duration(to: .now) < .seconds(60) ? .answer(status: 503, code: "SlowDown") : nil
                },
                { store in
                    let work = try Self.work(store, simulator, reports: "  - cdr_1")
                    let outcome = try await work.run(over: StoreWorkplace.day)
                    #expect(outcome.status == 0, "\(outcome.errors)")
                    #expect(store.keys.count { $0.hasSuffix(".ndjson.gz") } == 1)
                })
        }
    }

    @Test(arguments: RealStore.Make.allCases) func aWeekInARealStore(make: RealStore.Make) async throws {
        guard make.isThere else {
            print("skipped: \(make) cannot be had here")
            return
        }
        try await SimulatorProcess.run { simulator in
            try await RealStore.run(make) { store in
                let work = try StoreWorkplace(
                    store: store.address, accessKey: RealStore.accessKey, secretKey: RealStore.secretKey,
                    server: simulator.address)
                try await store.makeBucket("bucket")
                #expect(try await work.run("folder.yaml").status == 0)
                let outcome = try await work.place.run(["run", "store.yaml"] + StoreWorkplace.days)
                #expect(outcome.status == 0, "\(outcome.errors)")
                let verified = try await work.place.run(["verify", "s3://bucket/lake", "--json"])
                #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
                let rows = try work.files().count
                #expect(rows > 0)
                work.moveToAnotherMachine()
                let other = try await work.run("store.yaml", ["--fresh"])
                // Moto does not look at conditions of CompleteMultipartUpload.
                let isUnreliable = outcome.errors.contains("from one machine alone")
                #expect(isUnreliable == (make == .moto) && other.status == (isUnreliable ? 78 : 0), "\(other.errors)")
            }
        }
    }

    private static func work(
        _ store: FakeStore, _ simulator: SimulatorProcess, reports: String = PipelineText.fiveReports
    ) throws -> StoreWorkplace {
        try StoreWorkplace(
            store: store.address, accessKey: FakeStore.accessKey, secretKey: FakeStore.secretKey,
            server: simulator.address, reports: reports)
    }
}
