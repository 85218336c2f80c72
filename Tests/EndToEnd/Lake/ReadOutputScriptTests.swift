import Foundation
import TestSupport
import Testing

/// `scripts/read-output.py` reads any output folder.
@Suite struct ReadOutputScriptTests {
    private static let script = PackageFolder.root.appending(path: "scripts/read-output.py").path(percentEncoded: false)

    @Test func itReadsBothFormatsSeveralSourcesAndDaysWithoutRows() async throws {
        let sunday = "\(LocalDays.last(weekday: 0))"
        try await SimulatorProcess.run(rowsPerDay: 400) { simulator in
            let place = try Workplace(server: simulator.address)
            place.environment["OTHER_TOKEN"] = "an0ther-t0k3n"
            let pipeline = PipelineText(
                sources: PipelineText().sources + "\n"
                    + PipelineText().sources.replacing("bogota", with: "lima").replacing(
                        "WOLKVOX_TOKEN", with: "OTHER_TOKEN"),
                reports: """
                      - { report: cdr_1, load: { format: csv } }
                      - cdr_6
                      - { report: campaign_7, with: { campaign_id: all } }
                    """,
                more: "transform: [{ where: { field: hang_up, equals: agent } }]")
            try place.write("\(pipeline)", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", sunday])
            let said = try await Self.read(place.path("output"))
            let rows = try Self.rows(in: place, "cdr_1", sunday)
            #expect(said.contains("cdr_1 of bogota: 1 day, 0 of them empty, \(rows) rows read by Python"), "\(said)")
            #expect(said.contains("cdr_1 of lima: ") && said.contains("cdr_6 of lima: "))
            #expect(said.contains("campaign_7 of bogota: 1 day, 1 of them empty, 0 rows read by Python"))
        }
    }

    @Test(arguments: ["ndjson", "csv"]) func itFindsARowThatIsMissing(format: String) async throws {
        let day = "\(LocalDays.last(1)[0])"
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            let text = PipelineText(reports: "  - cdr_1", load: "{ to: output, format: \(format) }")
            try place.write("\(text)", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", day])
            _ = try await Self.read(place.path("output"))
            let file = place.dataFile("cdr_1", day, format: format)
            let lines = String(decoding: try await place.unpacked(file), as: UTF8.self).split(separator: "\n")
                .dropLast()
            try place.write(lines.map { $0 + "\n" }.joined(), to: "shorter")
            try await Tool.run("/bin/sh", ["-c", "gzip -c '\(place.path("shorter"))' > '\(place.path(file))'"])
            await #expect(throws: (any Error).self) { try await Self.read(place.path("output")) }
        }
    }

    @Test func aFolderWithoutDaysIsSaidToBe() async throws {
        let place = try Workplace()
        await #expect(throws: (any Error).self) { try await Self.read(place.path(".")) }
    }

    private static func read(_ folder: String) async throws -> String {
        String(decoding: try await Tool.run("python3", [script, folder]), as: UTF8.self)
    }

    private static func rows(in place: Workplace, _ report: String, _ day: String) throws -> Int {
        try #require(place.json("output/report=\(report)/source=bogota/day=\(day)/_manifest.json")["rows"] as? Int)
    }
}
