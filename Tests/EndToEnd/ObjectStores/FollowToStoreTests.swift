import ETL
import Foundation
import TestSupport
import Testing

/// A day that is followed into an object store.
@Suite struct FollowToStoreTests {
    private static let day = "report=cdr_1/source=bogota/day=2026-10-07/cdr_1-2026-10-07.ndjson.gz"

    /// Each round brings what is new, a killed one loses nothing, and the closed day is byte for byte what `run` writes.
    @Test func aDayGrowsAndIsClosed() async throws {
        try await FakeStore.run { store in
            let work = try StoreWorkplace(
                store: store.address, accessKey: FakeStore.accessKey, secretKey: FakeStore.secretKey, server: "")
            let clock = try FollowedDays("2026-10-07", hour: 10, zone: "America/Bogota", in: work.place)
            try await SimulatorProcess.run(rowsPerDay: 2000, clock: clock) { simulator in
                work.place.environment["WOLKVOX_ENDPOINT"] = simulator.address
                let load = "{ to: \"s3://bucket/lake\", endpoint: \"\(store.address)\" }"
                try work.place.write(
                    "\(PipelineText.following("America/Bogota", reports: "  - cdr_1", load: load))", to: "follow.yaml")
                var rows: [Set<String>] = []
                for round in 0..<6 {
                    if round == 3 {
                        let killed = try await work.place.start(["follow", "follow.yaml", "--for", "20m"])
                        try await Task.sleep(for: .milliseconds(150))
                        killed.send(SIGKILL)
                        _ = try await killed.end()
                    }
                    try await work.place.succeed(["follow", "follow.yaml", "--once"])
                    let lines = try await Self.lines(of: "lake/\(Self.day)", in: store, work)
                    #expect(Set(lines).count == lines.count, "round \(round): a row is there twice")
                    #expect(rows.last?.isSubset(of: Set(lines)) ?? true, "round \(round): a row is gone")
                    rows.append(Set(lines))
                    try clock.set(clock.now + 1800)
                }
                #expect(rows[0].count < rows[5].count)
                #expect(try await work.place.run(["verify", "s3://bucket/lake"]).status == 0)

                try clock.set(clock.now + 86_400)
                try await work.place.succeed(["follow", "follow.yaml", "--once"])
                try work.place.write(
                    "\(PipelineText.following("America/Bogota", reports: "  - cdr_1", load: "{ to: calm }"))",
                    to: "calm.yaml")
                try await work.place.succeed(["run", "calm.yaml", "--from", "2026-10-07", "--to", "2026-10-07"])
                let calm = try Data(contentsOf: work.place.url("calm/\(Self.day)"))
                #expect(store.bytes(of: "lake/\(Self.day)") == Array(calm))
                #expect(store.uploads == [] && store.keys.filter { $0.contains("_staging/") } == [])
                #expect(try await work.place.run(["verify", "s3://bucket/lake"]).status == 0)
            }
        }
    }

    private static func lines(of key: String, in store: FakeStore, _ work: StoreWorkplace) async throws -> [String] {
        try Data(try #require(store.bytes(of: key))).write(to: work.place.url("object.gz"))
        return try await Tool.lines(work.place.path("object.gz"))
    }
}
