import Foundation
import TestSupport
import Testing

/// The commands that `status --missing` prints, run as they are, fill the gaps.
@Suite struct MissingTests {
    /// Fails cdr_3 for as long as the simulator's rule says, which is the first two requests.
    private static let scenario = "rules: [{ when: { api: cdr_3, call: 1..2 }, do: { status: 503 } }]\n"

    @Test(arguments: ["pipeline", "folder", "elsewhere"])
    func theCommandsFillTheGaps(asked: String) async throws {
        let days = LocalDays.last(5)
        try await SimulatorProcess.run(scenario: Self.scenario) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: "  - cdr_1\n  - cdr_3\n  - cdr_6"))", to: "my pipeline.yaml")
            let first = try await place.run(["run", "my pipeline.yaml"] + days.flags)
            #expect(first.status == 3)
            try FileManager.default.removeItem(at: place.url("output/report=cdr_1/source=bogota/day=\(days[2])"))
            try FileManager.default.removeItem(at: place.url("output/report=cdr_6/source=bogota/day=\(days[2])"))

            let target = asked == "pipeline" ? ["my pipeline.yaml"] + days.flags : [place.path("output")]
            let folder = asked == "elsewhere" ? URL(filePath: "/") : place.folder
            let before = try await Program(
                ["status"] + target + ["--missing"], in: folder, environment: place.environment
            ).end()
            #expect(before.status == 3)
            let commands = before.output.split(separator: "\n").map(String.init)
            #expect(commands.count == 2, "\(commands)")
            let start = asked == "elsewhere" ? "cd \(place.path("").dropLast()) && " : ""
            #expect(
                commands.allSatisfy { $0.hasPrefix("\(start)wolkvox-etl run 'my pipeline.yaml' --") }, "\(commands)")
            #expect(before.lastBlock.first?.contains("5 failed, 2 missing") == true)

            #expect(try await place.shell(commands, in: folder) == [0, 0])
            let after = try await place.succeed(["status"] + target + ["--missing"])
            #expect(after.isEmpty)
            #expect(try await place.succeed(["status"] + target).contains("cdr_3") == true)
        }
    }

    /// A pipeline file in every form ends with 3 where a day is not there, and with 0 where all are.
    @Test func everyFormEndsInTheSameWay() async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: "  - cdr_1"))", to: "p.yaml")
            let forms = [[], ["--calendar"], ["--missing"], ["--json"], ["--missing", "--json"]]
            for form in forms { #expect(try await place.run(["status", "p.yaml"] + days.flags + form).status == 3) }
            try await place.succeed(["run", "p.yaml"] + days.flags)
            for form in forms { #expect(try await place.run(["status", "p.yaml"] + days.flags + form).status == 0) }

            // Stale days are named, and nothing is missing.
            let masked = PipelineText(
                reports: "  - cdr_1", more: "transform: [{ mask: { fields: [telephone], keep_last: 4 } }]")
            try place.write("\(masked)", to: "p.yaml")
            let stale = try await place.run(["status", "p.yaml", "--missing"] + days.flags)
            #expect(stale.status == 0 && stale.output.isEmpty)
            #expect(stale.errors.contains("cdr_1 of bogota on \(days[0]) and 1 other day are stale: run --stale"))
        }
    }

    /// A day that is there and whose last run failed is failed, until a run gets it.
    @Test func aFailedDayKeepsItsRows() async throws {
        let days = LocalDays.last(1)
        let scenario = "rules: [{ when: { call: 2..3 }, do: { status: 503 } }]\n"
        try await SimulatorProcess.run(scenario: scenario) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: "  - cdr_1"))", to: "p.yaml")
            try await place.succeed(["run", "p.yaml"] + days.flags)
            #expect(try await place.run(["run", "p.yaml"] + days.flags).status == 69)
            let status = try await place.run(["status", "p.yaml"] + days.flags)
            #expect(status.status == 3)
            #expect(status.output.contains("\(days[0])  failed"))
            let explained = try await place.succeed(["runs", "output", "last"])
            #expect(explained.contains("this asks for the days again"))
            #expect(explained.contains("wolkvox-etl run p.yaml --day \(days[0]) --report cdr_1 --source bogota"))
            try await place.succeed(["run", "p.yaml"] + days.flags)
            try await place.succeed(["status", "p.yaml"] + days.flags)
            let list = try await place.succeed(["runs", "p.yaml", "--json"])
            #expect(list.components(separatedBy: "\"exit_code\"").count == 4)
        }
    }
}

extension Workplace {
    /// Runs lines of a shell in a folder, in which `wolkvox-etl` is the built program, and returns how each ended.
    func shell(_ lines: [String], in folder: URL? = nil) async throws -> [Int32] {
        let program = try Program.location().deletingLastPathComponent().path(percentEncoded: false)
        var statuses: [Int32] = []
        for line in lines {
            let process = try await ChildProcess.start(
                "/bin/sh", ["-c", line], in: (folder ?? self.folder).path(percentEncoded: false),
                environment: environment.merging(["PATH": "\(program):/usr/bin:/bin"]) { $1 },
                files: ("/dev/null", path("sh.out"), path("sh.err")))
            statuses.append(try await process.end())
        }
        return statuses
    }
}
