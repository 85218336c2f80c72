import ArgumentParser
import Foundation
import Testing

@testable import Commands

@Suite struct StatusTests {
    private struct Document: Decodable, Equatable {
        struct Entry: Decodable, Equatable {
            var report: String
            var day: String
            var status: String
            var rows: Int?
        }

        var partitions: [Entry]
    }

    /// An output of the demo for Saturday, Sunday, Monday and Tuesday, without Monday's campaign_7.
    private func demo() async throws -> World {
        let world = try World(environment: [
            "WOLKVOX_ENDPOINT": "http://127.0.0.1:9", "WOLKVOX_TOKEN": "t0ken-of-tests",
        ])
        try await world.run([
            "demo", "--quiet", "--rows-per-day", "20", "--from", "2026-10-03", "--to", "2026-10-06", "--report",
            "campaign_7",
        ])
        try FileManager.default.removeItem(
            at: world.folder.appending(path: "output/demo/report=campaign_7/source=demo/day=2026-10-05"))
        world.forget()
        return world
    }

    @Test func aFolderShowsItsGaps() async throws {
        let world = try await demo()
        await #expect(throws: ExitCode(3)) { try await world.run(["status", "output/demo", "--json"]) }
        let entries = try decoded(world).partitions
        #expect(entries.map(\.day) == ["2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06"])
        #expect(entries.map(\.status) == ["there", "empty", "missing", "there"])
        #expect(entries[1].rows == 0 && entries[2].rows == nil)
    }

    @Test func aPipelineShowsTheDaysThatItWants() async throws {
        let world = try await demo()
        try world.write(DemoPipeline.text, to: "demo.yaml")
        let days = ["--from", "2026-10-04", "--to", "2026-10-05"]
        await #expect(throws: ExitCode(3)) {
            try await world.run(["status", "demo.yaml", "--json", "--report", "campaign_7"] + days)
        }
        #expect(
            try decoded(world).partitions == [
                .init(report: "campaign_7", day: "2026-10-04", status: "empty", rows: 0),
                .init(report: "campaign_7", day: "2026-10-05", status: "missing", rows: nil),
            ])
        world.forget()
        await #expect(throws: ExitCode(3)) { try await world.run(["status", "demo.yaml"] + days) }
        let lines = world.output.split(separator: "\n")
        #expect(lines.count == 11)
        #expect(lines[0] == "report      source  day         status   rows  quarantined")
        #expect(lines[1] == "cdr_1       demo    2026-10-04  missing")
    }

    @Test func theDemoSaysHowToLookAtItsFiles() async throws {
        let world = try World()
        try await world.run(["demo", "--rows-per-day", "20", "--day", "2026-10-06"])
        #expect(world.output.contains("5 partitions: 5 created"))
        #expect(world.output.contains("gzip -dc output/demo/report=cdr_1/*/*/*.ndjson.gz"))
        #expect(world.output.contains("wolkvox-etl verify output/demo"))
        #expect(!world.errors.contains("warning"))
    }

    /// A run that goes well says nothing where only failures are asked for.
    @Test func aQuietRunThatGoesWellSaysNothing() async throws {
        let world = try World()
        try await world.run(["demo", "--quiet", "--rows-per-day", "20", "--day", "2026-10-06"])
        #expect(world.output.isEmpty)
        #expect(world.errors.isEmpty)
    }

    private func decoded(_ world: World) throws -> Document {
        try JSONDecoder().decode(Document.self, from: Data(world.output.utf8))
    }
}
