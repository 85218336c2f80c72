import Foundation
import Simulator
import Testing

@Suite struct ReadersTests {
    static let reports = ["cdr_1", "cdr_3", "cdr_6", "diagram_9", "campaign_7"]

    @Test(arguments: ["ndjson", "csv"])
    func duckDBAndPythonFindWhatTheServerHas(format: String) async throws {
        let days = LocalDays.last(4)
        try await SimulatorProcess.run(rowsPerDay: 400) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(load: "{ to: lake, format: \(format) }"))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + days.flags)

            var truths: [String: [String: Truth]] = [:]
            for report in Self.reports {
                for day in days { truths[report, default: [:]]["\(day)"] = try await simulator.truth(report, "\(day)") }
            }
            let findings = try await Facts.find(
                in: place, output: "lake", format: format, truths: truths.compactMapValues { $0.values.first })
            for report in Self.reports {
                // A day without rows has no data file, so readers know nothing of it.
                let expected = truths[report, default: [:]].filter { $0.value.rows > 0 }.mapValues(Facts.init)
                #expect(expected.count >= 3, "\(report) has rows on most days")
                #expect(findings.duckdb[report] == expected, "\(report) by DuckDB")
                #expect(findings.plain[report] == expected, "\(report) by Python")
            }
            let verified = try await place.run(["verify", "lake"])
            #expect(verified.status == 0)
        }
    }

    /// Each reader must find the same in a file of many blocks, whichever way the blocks are joined.
    @Test(arguments: ["ndjson", "csv"]) func duckDBAndPythonReadFilesOfManyBlocks(format: String) async throws {
        let name = "\(LocalDays.last(weekday: 2))"
        try await SimulatorProcess.run(rowsPerDay: 14_000) { simulator in
            let place = try Workplace(server: simulator.address)
            let load = "{ to: lake, format: \(format) }"
            try place.write("\(PipelineText(reports: "  - cdr_1", load: load))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", name])
            let manifest = try place.json("lake/report=cdr_1/source=bogota/day=\(name)/_manifest.json")
            #expect(try #require(manifest["uncompressed_bytes"] as? Int) > 2 << 20)

            let truth = try await simulator.truth("cdr_1", name)
            let findings = try await Facts.find(in: place, output: "lake", format: format, truths: ["cdr_1": truth])
            #expect(findings.duckdb["cdr_1"] == [name: Facts(truth)])
            #expect(findings.plain["cdr_1"] == [name: Facts(truth)])
        }
    }

    @Test func rowsHoldToTheirJSONSchema() async throws {
        let days = LocalDays.last(3)
        try await SimulatorProcess.run(rowsPerDay: 200) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText())", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            for report in Self.reports {
                let schema = try await place.succeed(["schema", report, "--dialect", "jsonschema"])
                let files = place.files(below: "output/report=\(report)").filter { $0.hasSuffix(".gz") }
                let found = try await Python.run("conforms.py", files.map(place.path), input: schema)
                #expect(String(decoding: found, as: UTF8.self) == "[]", "\(report)")
            }
        }
    }
}
