import ETL
import Foundation
import Testing

/// A disk without room or without leave to write: exit 74, the old data intact, and the run goes on when there is room.
@Suite struct FullDiskTests {
    private static let days = LocalDays.last(4)
    private static let earlier = Array(days.prefix(2))
    private static let wanted = Array(days.suffix(2))
    private static let pipeline = Rehearsal(span: "6h")

    private static func snapshot(_ place: Workplace) throws -> [String: Data] {
        try place.visible().filter { $0.key != "_ballast" }
    }

    private static func words(_ days: [String]) -> [String] { ["run", "pipeline.yaml"] + days }

    /// Files of a run that had room.
    private static func expected(_ server: Server) async throws -> [String: Data] {
        let place = try Workplace(server: server.address)
        try place.write("\(pipeline)", to: "pipeline.yaml")
        try await place.succeed(words(wanted.flags))
        return try place.visible().filter { $0.key.hasSuffix(".gz") }
    }

    @Test(
        .enabled(SmallDisk.reason) { await SmallDisk.isPossible() },
        arguments: [0, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072])
    func aFullDisk(leaving bytes: Int) async throws {
        try await Server.run { server in
            let expected = try await Self.expected(server)
            let undisturbed = server.requests.count
            let place = try Workplace(server: server.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            try await SmallDisk.mounted(at: place.path("output")) { disk in
                try await place.succeed(Self.words(Self.earlier.flags) + ["--report", "cdr_1"])
                let before = try Self.snapshot(place)
                try disk.fill(leaving: bytes)
                let asked = server.requests.count
                let outcome = try await place.run(Self.words(Self.wanted.flags))
                #expect(outcome.status == 74, "\(outcome.errors)")
                let first = try #require(outcome.lastBlock.first)
                #expect(first.contains(place.path("output")) && first.contains("No space left on device"))
                #expect(first.contains("more bytes are needed") && first.contains("Make room and run again"))
                try Self.expectIntact(before, place)

                try disk.makeRoom()
                try await place.succeed(Self.words(Self.wanted.flags))
                let after = try Self.snapshot(place)
                for (name, bytes) in expected { #expect(after[name] == bytes, "\(name)") }
                try Self.expectIntact(before, place)
                #expect(server.requests.count - asked <= undisturbed + 1)
                #expect(try await place.run(["verify", "output"]).status == 0)
            }
        }
    }

    /// A checkpoint takes more room than the data, unless it is compressed and takes the place of the one before. The
    /// windows of each day have other lengths.
    @Test(.enabled(SmallDisk.reason) { await SmallDisk.isPossible() }, arguments: LocalDays.last(7))
    func aDayThatFitsIsNotFailedByItsCheckpoint(_ day: Day) async throws {
        try await Server.run { server in
            let place = try Workplace(server: server.address)
            try place.write("\(Rehearsal(reports: ["cdr_1"], span: "6h"))", to: "pipeline.yaml")
            try await SmallDisk.mounted(at: place.path("output")) { disk in
                try disk.fill(leaving: 229_376)
                try await place.succeed(Self.words([day].flags))
                #expect(try await place.run(["verify", "output"]).status == 0)
            }
        }
    }

    private static func expectIntact(_ before: [String: Data], _ place: Workplace) throws {
        let now = try snapshot(place)
        for (name, bytes) in before { #expect(now[name] == bytes, "\(name)") }
    }

    @Test(.enabled(SmallDisk.reason) { await SmallDisk.isPossible() })
    func aReadOnlyDisk() async throws {
        try await Server.run(rowsPerDay: 60) { server in
            let place = try Workplace(server: server.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            try await SmallDisk.mounted(at: place.path("output")) { disk in
                try await place.succeed(Self.words(Self.earlier.flags))
                let before = try place.visible()
                try await disk.makeReadOnly(true)
                let asked = server.requests.count
                let outcome = try await place.run(Self.words(Self.wanted.flags))
                #expect(outcome.status == 74)
                let first = try #require(outcome.lastBlock.first)
                #expect(first.contains(place.path("output")) && first.contains("Read-only file system"))
                #expect(try place.visible() == before)
                #expect(server.requests.count == asked, "no call is spent on what cannot be written")
                try await disk.makeReadOnly(false)
                try await place.succeed(Self.words(Self.wanted.flags))
            }
        }
    }

    @Test(.enabled(if: geteuid() != 0, "Root may write anywhere"))
    func aFolderThatOthersOwn() async throws {
        try await Server.run(rowsPerDay: 60) { server in
            let place = try Workplace(server: server.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            try FileManager.default.createDirectory(
                atPath: place.path("output"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o555])
            let outcome = try await place.run(Self.words(Self.wanted.flags))
            #expect(outcome.status == 74)
            #expect(outcome.lastBlock.first?.contains("the right to write there") == true)
            #expect(server.requests.isEmpty)
        }
    }
}
