import ArgumentParser
import Foundation
import Testing

@testable import Commands

/// Two pipelines and one folder: neither replaces, skips or counts the other's days.
@Suite struct OwnershipTests {
    /// An output of the demo, of Saturday and Tuesday.
    private func demo() async throws -> World {
        let world = try World(environment: [
            "WOLKVOX_ENDPOINT": "http://127.0.0.1:9", "WOLKVOX_TOKEN": "t0ken-of-tests", "PII_KEY": "0123456789abcdef",
            "WOLKVOX_ETL_STATE": "state",
        ])
        try await world.run([
            "demo", "--quiet", "--rows-per-day", "20", "--from", "2026-10-05", "--to", "2026-10-06", "--report",
            "cdr_1",
        ])
        world.forget()
        return world
    }

    private func pipeline(
        name: String = "demo", source: String = "demo", endpoint: String = "${WOLKVOX_ENDPOINT}", more: String = ""
    ) -> String {
        """
        version: 1
        name: \(name)
        sources:
          - { name: \(source), endpoint: "\(endpoint)", token: "${WOLKVOX_TOKEN}", time_zone: America/Bogota }
        reports: [cdr_1]
        load: { to: output/demo }
        \(more)

        """
    }

    private let range = ["--from", "2026-10-05", "--to", "2026-10-06"]

    private func refusal(_ words: [String], in world: World) async throws -> String {
        await #expect(throws: ExitCode(78)) { try await world.run(words) }
        defer { world.forget() }
        return world.errors
    }

    @Test(arguments: [["run"], ["plan"], ["run", "--missing-only"], ["run", "--dry-run"]])
    func daysOfAnotherServerAreRefusedBeforeAnyCall(verb: [String]) async throws {
        let world = try await demo()
        try world.write(pipeline(endpoint: "https://wv0012.wolkvox.com"), to: "mine.yaml")
        let errors = try await refusal([verb[0], "mine.yaml"] + verb.dropFirst() + range, in: world)
        #expect(
            errors.contains(
                "output/demo holds days that are not pipeline demo from wv0012.wolkvox.com: 2 days of cdr_1 of demo "
                    + "(2026-10-05 to 2026-10-06) by pipeline demo from 127.0.0.1"))
        #expect(errors.contains("--take-over"))
    }

    @Test func daysOutsideTheRangeAreNobodysBusiness() async throws {
        let world = try await demo()
        try world.write(pipeline(endpoint: "https://wv0012.wolkvox.com"), to: "mine.yaml")
        try await world.run(["plan", "mine.yaml", "--day", "2026-10-04"])
    }

    @Test func anotherPipelineIsRefusedOnlyWithAnotherRecipe() async throws {
        let world = try await demo()
        try world.write(pipeline(name: "other"), to: "same.yaml")
        try await world.run(["plan", "same.yaml", "--missing-only", "--json"] + range)
        #expect(world.output.contains("\"partitions\" : 0"))
        let mask = "transform: [{ mask: { fields: [telephone] } }]"
        try world.write(pipeline(name: "other", more: mask), to: "masked.yaml")
        #expect(
            try await refusal(["plan", "masked.yaml"] + range, in: world).contains("by pipeline demo from 127.0.0.1"))
        try await world.run(["plan", "masked.yaml", "--day", "2026-10-04"])
        await #expect(throws: ExitCode(3)) { try await world.run(["status", "masked.yaml"] + range) }
        #expect(world.output.contains("foreign"))
    }

    @Test func aChangedMaskMakesDaysStale() async throws {
        let world = try await demo()
        try world.write(pipeline(more: "transform: [{ mask: { fields: [telephone] } }]"), to: "masked.yaml")
        try await world.run(["status", "masked.yaml"] + range)
        #expect(world.output.components(separatedBy: "stale").count == 3)
        world.forget()
        try await world.run(["plan", "masked.yaml", "--missing-only", "--json"] + range)
        #expect(world.output.contains("\"partitions\" : 0"))
        world.forget()
        try await world.run(["plan", "masked.yaml", "--stale", "--json"] + range)
        #expect(world.output.contains("\"partitions\" : 2"))
    }

    @Test func theLayoutOfVersion01IsRefusedAndMoved() async throws {
        let world = try await demo()
        let report = world.folder.appending(path: "output/demo/report=cdr_1")
        for day in ["2026-10-05", "2026-10-06"] {
            try FileManager.default.moveItem(
                at: report.appending(path: "source=demo/day=\(day)"), to: report.appending(path: "day=\(day)"))
        }
        try world.write(pipeline(), to: "mine.yaml")
        let errors = try await refusal(["run", "mine.yaml"] + range, in: world)
        #expect(errors.contains("wolkvox-etl relocate output/demo"))
        try await world.run(["relocate", "output/demo"])
        #expect(world.output == "2 days moved, 0 left\n")
        world.forget()
        try await world.run(["status", "mine.yaml"] + range)
        #expect(world.output.components(separatedBy: " there ").count == 3)
    }

    @Test func aFolderWhoseManifestNamesAnotherSourceIsRefused() async throws {
        let world = try await demo()
        let report = world.folder.appending(path: "output/demo/report=cdr_1")
        try FileManager.default.moveItem(
            at: report.appending(path: "source=demo"), to: report.appending(path: "source=lima"))
        try world.write(pipeline(source: "lima"), to: "mine.yaml")
        #expect(try await refusal(["run", "mine.yaml"] + range, in: world).contains("the day is of source demo"))
    }
}
