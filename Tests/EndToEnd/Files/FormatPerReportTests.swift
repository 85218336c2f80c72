import Foundation
import Testing

/// `load:` under a report: its files have another form than those of the others.
@Suite struct FormatPerReportTests {
    private static let day = "\(LocalDays.last(1)[0])"

    private static func pipeline(_ cdr6: String, load: String = "{ to: output }") -> String {
        "\(PipelineText(reports: "  - cdr_1\n  - { report: cdr_6, load: \(cdr6) }", load: load))"
    }

    @Test func eachReportHasItsOwn() async throws {
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write(Self.pipeline("{ format: csv, compression: { gzip: { level: 1 } } }"), to: "pipeline.yaml")
            #expect(try await place.succeed(["validate", "pipeline.yaml"]) == "pipeline.yaml is valid\n")
            try await place.succeed(["run", "pipeline.yaml", "--day", Self.day])
            let files = place.files(below: "output").filter { $0.hasSuffix(".gz") }.map {
                $0.split(separator: "/").last
            }
            #expect(files == ["cdr_1-\(Self.day).ndjson.gz", "cdr_6-\(Self.day).csv.gz"])
            let rows = String(
                decoding: try await place.unpacked(place.dataFile("cdr_6", Self.day, format: "csv")), as: UTF8.self)
            #expect(rows.hasPrefix("result,count,window_start,window_end,_extra\n"))
            #expect(try await place.run(["verify", "output"]).status == 0)
            // The second run finds nothing to change.
            let again = try await place.succeed(["run", "pipeline.yaml", "--day", Self.day])
            #expect(again.contains("2 partitions: 2 unchanged"))
            let table = ["schema", "cdr_6", "--dialect", "duckdb", "--pipeline", "pipeline.yaml"]
            #expect(try await place.succeed(table).contains("'output/report=cdr_6/source=*/day=*/*.csv.gz'"))
            let other = ["schema", "cdr_1", "--dialect", "duckdb", "--pipeline", "pipeline.yaml"]
            #expect(try await place.succeed(other).contains("'output/report=cdr_1/source=*/day=*/*.ndjson.gz'"))
        }
    }

    /// Another form makes that report's days stale, and no other's.
    @Test func aChangeOfItMakesItsDaysStale() async throws {
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write(Self.pipeline("{ format: csv }"), to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", Self.day])
            // The same, said in another way.
            try place.write(Self.pipeline("{ compression: { gzip: {} }, format: csv }"), to: "pipeline.yaml")
            #expect(
                try await place.succeed(["run", "pipeline.yaml", "--day", Self.day, "--stale"]).contains("2 skipped"))
            try place.write(Self.pipeline("{ format: ndjson }"), to: "pipeline.yaml")
            let said = try await place.succeed(["run", "pipeline.yaml", "--day", Self.day, "--stale"])
            #expect(said.contains("2 partitions: 1 replaced, 1 skipped"), "\(said)")
            let files = place.files(below: "output").filter { $0.hasSuffix(".gz") }.map {
                $0.split(separator: "/").last
            }
            #expect(files == ["cdr_1-\(Self.day).ndjson.gz", "cdr_6-\(Self.day).ndjson.gz"])
        }
    }

    @Test func anEmptyDayMayHaveAFileInOneReport() async throws {
        let sunday = "\(LocalDays.last(weekday: 0))"
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            let reports = "  - { report: campaign_7, with: { campaign_id: all }, load: { empty_days: file } }"
            try place.write("\(PipelineText(reports: reports))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", sunday])
            #expect(try await place.unpacked(place.dataFile("campaign_7", sunday)).isEmpty)
        }
    }
}
