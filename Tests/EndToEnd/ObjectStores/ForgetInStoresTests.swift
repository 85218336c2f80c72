import Foundation
import TestSupport
import Testing

/// People who asked to be erased, where the lake is an object store.
@Suite struct ForgetInStoresTests {
    private static let words = [
        "forget", "s3://bucket/lake", "--field", "customer_id", "--values", "people.txt", "--pipeline", "store.yaml",
    ]

    /// A place whose pipeline has a key for the list, and has run once.
    private static func work(_ store: String, _ accessKey: String, _ secretKey: String, _ simulator: SimulatorProcess)
        async throws -> StoreWorkplace
    {
        let work = try StoreWorkplace(
            store: store, accessKey: accessKey, secretKey: secretKey, server: simulator.address,
            reports: "  - cdr_1")
        work.place.environment["FORGET_KEY"] = "a-forget-key-of-enough-bytes"
        let file = try work.place.text("store.yaml") + "forget_key: ${FORGET_KEY}\n"
        try work.place.write(file, to: "store.yaml")
        let outcome = try await work.run()
        #expect(outcome.status == 0, "\(outcome.errors)")
        return work
    }

    /// Somebody who is in an object, and now in people.txt.
    private static func person(in bytes: [UInt8], _ work: StoreWorkplace) async throws -> String {
        let rows = try await rows(of: bytes, work)
        let person = try #require(rows.compactMap { $0["customer_id"] as? String }.first { $0.count > 5 })
        try work.place.write(person + "\n", to: "people.txt")
        return person
    }

    private static func rows(of bytes: [UInt8], _ work: StoreWorkplace) async throws -> [[String: Any]] {
        try Data(bytes).write(to: work.place.url("object.gz"))
        return try await Tool.lines(work.place.path("object.gz")).compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    private static func isIn(_ bytes: [UInt8], _ person: String, _ work: StoreWorkplace) async throws -> Bool {
        try await rows(of: bytes, work).contains { $0["customer_id"] as? String == person }
    }

    /// A person is gone from every object, and no machine brings them back.
    @Test func aPersonIsGoneFromTheStore() async throws {
        try await SimulatorProcess.run { simulator in
            try await FakeStore.run { store in
                let work = try await Self.work(store.address, FakeStore.accessKey, FakeStore.secretKey, simulator)
                let key = try #require(store.keys.first { $0.hasSuffix(".ndjson.gz") })
                let person = try await Self.person(in: #require(store.bytes(of: key)), work)
                let forgotten = try await work.place.run(Self.words)
                #expect(forgotten.status == 0, "\(forgotten.errors)")
                work.moveToAnotherMachine()
                for _ in 0..<2 {
                    for key in store.keys where key.hasSuffix(".gz") {
                        #expect(try await !Self.isIn(#require(store.bytes(of: key)), person, work), "\(key)")
                    }
                    #expect(try await work.place.run(["verify", "s3://bucket/lake"]).status == 0)
                    let again = try await work.run("store.yaml", ["--fresh"])
                    #expect(again.status == 0, "\(again.errors)")
                }
            }
        }
    }

    /// A bucket that keeps versions keeps none with a person who was forgotten; what a lock keeps is named.
    @Test func oldVersionsGoToo() async throws {
        try await SimulatorProcess.run { simulator in
            try await FakeStore.run(
                .with {
                    $0.keepsVersions = true; $0.pageSize = 3
                }
            ) { store in
                let work = try await Self.work(store.address, FakeStore.accessKey, FakeStore.secretKey, simulator)
                let key = try #require(store.keys.first { $0.hasSuffix(".ndjson.gz") })
                let person = try await Self.person(in: #require(store.bytes(of: key)), work)
                func kept() async throws -> Int {
                    var count = 0
                    for old in store.oldVersions where old.key.hasSuffix(".gz") {
                        if try await Self.isIn(old.bytes, person, work) { count += 1 }
                    }
                    return count
                }
                let left = try await work.place.run(Self.words + ["--keep-versions"])
                #expect(left.status == 0, "\(left.errors)")
                #expect(try await kept() == 1)

                store.change { $0.locksVersions = true }
                let locked = try await work.place.run(Self.words)
                #expect(locked.status == 3 && locked.errors.contains(key.dropFirst("lake/".count)), "\(locked.errors)")
                #expect(try await kept() == 1)

                // Nothing is left to erase, and the versions go all the same.
                store.change { $0.locksVersions = false }
                let whole = try await work.place.run(Self.words)
                #expect(whole.status == 0, "\(whole.errors)")
                #expect(try await kept() == 0)
                #expect(store.bytes(of: key) != nil)
            }
        }
    }

    /// A second opinion on how versions are listed and deleted.
    @Test func oldVersionsGoFromMoto() async throws {
        guard RealStore.Make.moto.isThere else {
            print("skipped: moto cannot be had here")
            return
        }
        try await SimulatorProcess.run { simulator in
            try await RealStore.run(.moto) { store in
                try await store.makeBucket("bucket")
                try await store.send(
                    [
                        "-X", "PUT", "-H", "Content-Type: text/xml", "--data",
                        "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
                    ], to: "bucket?versioning")
                let work = try await Self.work(store.address, RealStore.accessKey, RealStore.secretKey, simulator)
                let day = "lake/report=cdr_1/source=bogota/day=2026-10-06"
                let file = "\(day)/cdr_1-2026-10-06.ndjson.gz"
                _ = try await Self.person(in: store.send(to: "bucket/\(file)"), work)
                func versions() async throws -> Int {
                    String(decoding: try await store.send(to: "bucket?versions&prefix=\(day)"), as: UTF8.self)
                        .components(separatedBy: "<Version>").count - 1
                }
                #expect(try await versions() == 2)
                let left = try await work.place.run(Self.words + ["--keep-versions"])
                #expect(left.status == 0, "\(left.errors)")
                #expect(try await versions() == 4)
                let whole = try await work.place.run(Self.words)
                #expect(whole.status == 0, "\(whole.errors)")
                #expect(try await versions() == 2)
            }
        }
    }
}
