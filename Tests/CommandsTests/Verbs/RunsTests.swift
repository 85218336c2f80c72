import ArgumentParser
import Foundation
import Testing

@testable import Commands

/// `runs`, `status --calendar` and `status --missing` over records of runs and days on the disk.
@Suite struct RunsTests {
    /// A partition of a record.
    private static func ending(
        _ day: String, _ outcome: String, rows: Int? = nil, reason: String? = nil
    ) -> String {
        var keys = [
            "\"report\": \"cdr_1\"", "\"source\": \"demo\"", "\"day\": \"\(day)\"", "\"outcome\": \"\(outcome)\"",
        ]
        if let rows { keys.append("\"rows\": \(rows)") }
        if let reason { keys += ["\"reason\": \"\(reason)\"", "\"advice\": \"Run again later.\""] }
        return "{ \(keys.joined(separator: ", ")) }"
    }

    private static func record(
        _ id: String, at time: String, code: Int = 0, _ endings: [String], more: String = ""
    ) -> String {
        """
        { "format_version": 1, "run": "\(id)", "pipeline": "nightly", "tool": "t", "started_at": "\(time)",
          "ended_at": "\(time.replacing(":00Z", with: ":59Z"))", "exit_code": \(code), "interrupted": false,
          "nulled_values": 0, \(more)
          "calls": { "total": 7, "first": 5, "split": 0, "retry": 2, "empty_check": 0 },
          "partitions": [\(endings.joined(separator: ", "))] }
        """
    }

    /// A lake with three records, one of which is cut off.
    private func world() throws -> World {
        let world = try World()
        try world.write(
            Self.record(
                "20261008T080000Z-a", at: "2026-10-08T08:00:00Z", code: 3,
                [
                    Self.ending("2026-10-05", "committed", rows: 1200),
                    Self.ending("2026-10-06", "failed", reason: "cdr_1 of demo, 2026-10-06: the server is away"),
                    Self.ending("2026-10-07", "failed", reason: "cdr_1 of demo, 2026-10-07: the server is away"),
                ], more: "\"pipeline_file\": \"nightly.yaml\", \"directory\": \"/srv/etl\","),
            to: "lake/_runs/20261008T080000Z-a.json")
        try world.write(
            Self.record(
                "20261009T080000Z-b", at: "2026-10-09T08:00:00Z",
                [
                    Self.ending("2026-10-05", "committed", rows: 1201), Self.ending("2026-10-06", "left"),
                    Self.ending("2026-10-07", "committed", rows: 3),
                ]), to: "lake/_runs/20261009T080000Z-b.json")
        try world.write("{ \"calls\": { \"total\": 7", to: "lake/_runs/20261007T080000Z-c.json")
        return world
    }

    @Test func theNewestRunIsFirst() async throws {
        let world = try world()
        try await world.run(["runs", "lake"])
        let lines = world.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("20261009T080000Z-b  nightly   2026-10-09 08:00:00  59 s     0"))
        #expect(lines[1].hasSuffix("2 committed, 1 left    1,204      7"))
        #expect(lines[2].contains("1 committed, 2 failed"))
        world.forget()
        try await world.run(["runs", "lake", "--limit", "1"])
        #expect(world.output.split(separator: "\n").count == 2)
    }

    /// A record that is damaged is named, and the others are read all the same.
    @Test(arguments: [["runs", "lake"], ["runs", "lake", "last"], ["status", "lake"]])
    func aDamagedRecordIsNamed(words: [String]) async throws {
        let world = try world()
        try? await world.run(words)
        #expect(world.errors.contains("_runs/20261007T080000Z-c.json is damaged and was passed over"))
        #expect(!world.output.isEmpty)
    }

    @Test func oneRunIsExplained() async throws {
        let world = try world()
        try await world.run(["runs", "lake", "20261008T08"])
        let text = world.output
        #expect(text.contains("Its exit code was 3: something is missing or suspect that a later run may mend."))
        #expect(text.contains("Asked: 3 partitions (cdr_1 of demo, 2026-10-05 to 2026-10-07)."))
        #expect(text.contains("Came: 1,200 rows, in 7 calls (2 retries); 1 committed, 2 failed."))
        // Both days failed for one cause, and neither is there.
        #expect(text.contains("Failed: cdr_1 of demo, 2026-10-06 to 2026-10-07 (2 days). "))
        #expect(
            text.contains(
                "  cd /srv/etl && wolkvox-etl run nightly.yaml --from 2026-10-06 --to 2026-10-07 --report cdr_1 --source demo\n"
            ))
    }

    @Test(
        arguments: [("nope", "lake has no run nope"), ("2026100", "2 runs of lake begin with 2026100")]
    )
    func anUnknownRunIsWrongUsage(id: String, words: String) async throws {
        let world = try world()
        await #expect(throws: ExitCode(64)) { try await world.run(["runs", "lake", id]) }
        #expect(world.errors.contains("error: \(words)"))
        #expect(world.errors.contains("the newest is 20261009T080000Z-b"))
    }

    @Test func aFolderWithoutRunsSaysSo() async throws {
        let world = try World()
        try world.write("", to: "lake/readme.txt")
        try await world.run(["runs", "lake"])
        #expect(world.output == "no run is recorded here\n")
    }

    /// The last run that asked for a day decides; one that was left did not ask for it.
    @Test func failedIsWhatTheLastRunSays() async throws {
        let world = try world()
        await #expect(throws: ExitCode(3)) { try await world.run(["status", "lake", "--calendar"]) }
        let line = try #require(world.output.split(separator: "\n").first { $0.hasPrefix("cdr_1") })
        #expect(line == "cdr_1  demo       !")
        #expect(world.output.hasSuffix("- missing  ! failed\n"))
        world.forget()
        await #expect(throws: ExitCode(3)) { try await world.run(["status", "lake", "--missing"]) }
        #expect(
            world.output
                == "cd /srv/etl && wolkvox-etl run nightly.yaml --day 2026-10-06 --report cdr_1 --source demo\n")
    }

    @Test func aNarrowTerminalGetsTheNamesInLinesOfTheirOwn() async throws {
        let world = try world()
        try world.write("", to: "lake/x")
        let days = try await Coverage(of: Target("lake", world.context), scope: RunScope())
        let lines = StatusCalendar(days.tables).lines(width: 40)
        #expect(lines.contains("cdr_1  demo"))
        #expect(lines.allSatisfy { DisplayWidth.columns($0) <= 40 })
    }

    @Test(arguments: [["--calendar", "--missing"], ["--calendar", "--json"]])
    func whatCannotBePrintedTogetherIsRefused(flags: [String]) async throws {
        let world = try world()
        #expect(await WolkvoxETL.run(["status", "lake"] + flags, in: world.context) == 64)
    }
}
