import Foundation
import Testing

/// Nobody is called by campaign_7 on Sundays.
@Suite struct EmptyDayTests {
    private static let sunday = "\(LocalDays.last(weekday: 0))"
    private static let report = "  - { report: campaign_7, with: { campaign_id: all } }"

    @Test func anEmptyDayHasAManifestAndNoFile() async throws {
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: Self.report))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", Self.sunday])
            let folder = "output/report=campaign_7/source=bogota/day=\(Self.sunday)"
            #expect(place.files(below: folder) == ["\(folder)/_manifest.json"])
            let manifest = try place.json("\(folder)/_manifest.json")
            #expect(manifest["rows"] as? Int == 0 && manifest["received"] as? Int == 0)
            #expect(manifest["state"] as? String == "final")
            for key in ["file", "sha256", "content_sha256"] { #expect(manifest[key] is NSNull) }
            #expect(manifest["bytes"] as? Int == 0 && manifest["uncompressed_bytes"] as? Int == 0)
            let status = try await place.succeed(["status", "output"])
            #expect(status.contains("empty"))
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }

    @Test(arguments: [("ndjson", ""), ("csv", "customer_id,campaign_id,file_name,telephone,result,date,_extra\n")])
    func anEmptyDayMayHaveAFile(format: String, content: String) async throws {
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            let load = "{ to: output, format: \(format), empty_days: file }"
            try place.write("\(PipelineText(reports: Self.report, load: load))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", Self.sunday])
            let file = place.dataFile("campaign_7", Self.sunday, format: format)
            #expect(String(decoding: try await place.unpacked(file), as: UTF8.self) == content)
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }
}
