import ETL
import Foundation
import Testing

/// A pipeline with every transform, from the file to the lake.
@Suite struct TransformedFilesTests {
    private static let transforms = """
          - report: cdr_1
            transform:
              - where: { any: [{ field: hang_up, equals: agent }, { field: time_seg, at_least: 120 }] }
              - phone: { fields: [telephone], strip_prefixes: ["9157", "57", "9"], country: "57", into: number }
              - cast: { fields: [time_min], to: text }
              - redact: { fields: [comment], find: [emails, digits] }
              - trim: { fields: [skill_name] }
              - drop: { fields: [telephone, destiny] }
              - rename: { fields: { date: ended_at, time_seg: seconds } }
          - report: cdr_6
            transform:
              - canonical: { fields: [result], values: results, into: outcome }
          - report: cdr_3
            transform:
              - split: { field: channel, by: "-", into: [network, line] }
              - select: { fields: [network, line, date, agent_id] }
        transform:
          - constant: { field: country, value: CO }
          - hash: { fields: [number], key: "${PII_KEY}" }
          - redact: { fields: [customer_id] }
        """

    @Test(arguments: ["ndjson", "csv"])
    func theFilesAreWhatTheTransformsSay(format: String) async throws {
        let day = "\(LocalDays.last(7).filter { $0.weekday != 0 }[0])"
        try await SimulatorProcess.run(rowsPerDay: 300) { simulator in
            let place = try Workplace(server: simulator.address)
            place.environment["PII_KEY"] = "k3y-of-many-w0rds"
            let load = "{ to: output, format: \(format) }"
            let text = "\(PipelineText(reports: "REPORTS", load: load))".replacing(
                "REPORTS",
                with: Self.transforms.split(separator: "\n").prefix { !$0.hasPrefix("transform") }
                    .joined(separator: "\n"))
            let shared = Self.transforms.split(separator: "\n").drop { !$0.hasPrefix("transform") }
            try place.write(text + shared.joined(separator: "\n") + "\n", to: "pipeline.yaml")
            try await place.succeed(["validate", "pipeline.yaml"])
            let record = try await place.succeed(["run", "pipeline.yaml", "--day", day, "--json"])
            try await place.succeed(["verify", "output"])
            try await expectFiltered(in: place, record, try await simulator.rows("cdr_1", day), day)
            let columns = try await columns(place, day, format)
            #expect(
                columns["cdr_1"] == [
                    "agent_name", "ended_at", "number", "cost", "seconds", "time_min", "cod_act", "cod_act_2",
                    "description_cod_act", "description_cod_act_2", "type_interaction", "customer_id", "hang_up",
                    "campaign_id", "conn_id", "skill_id", "skill_name", "agent_id", "comment", "country", "_extra",
                ])
            #expect(
                columns["cdr_6"] == ["result", "outcome", "count", "window_start", "window_end", "country", "_extra"])
            #expect(columns["cdr_3"] == ["network", "line", "date", "agent_id", "country", "_extra"])
            // The same again leaves every file alone.
            let before = try place.snapshot("output")
            try await place.succeed(["run", "pipeline.yaml", "--day", day])
            #expect(try place.snapshot("output") == before)
        }
    }

    /// What a condition leaves out is received, counted, and nowhere else.
    private func expectFiltered(
        in place: Workplace, _ record: String, _ sent: [[String: String]], _ day: String
    ) async throws {
        let wanted = sent.filter { $0["hang_up"] == "agent" || (Int($0["time_seg"] ?? "") ?? 0) >= 120 }.count
        let manifest = try place.json("output/report=cdr_1/source=bogota/day=\(day)/_manifest.json")
        #expect(manifest["received"] as? Int == sent.count)
        #expect(manifest["rows"] as? Int == wanted)
        #expect(manifest["quarantined"] as? Int == 0)
        #expect(manifest["filtered"] as? Int == sent.count - wanted)
        #expect(wanted > 0 && wanted < sent.count)
        let others = try place.json("output/report=cdr_6/source=bogota/day=\(day)/_manifest.json")
        #expect(others["filtered"] == nil)
        struct Record: Decodable {
            struct Partition: Decodable {
                var report: String
                var filtered: Int?
            }
            var partitions: [Partition]
        }
        let partitions = try JSONDecoder().decode(Record.self, from: Data(record.utf8)).partitions
        #expect(
            partitions.map { "\($0.report) \($0.filtered ?? -1)" }
                == ["cdr_1 \(sent.count - wanted)", "cdr_3 -1", "cdr_6 -1"])
    }

    private func columns(_ place: Workplace, _ day: String, _ format: String) async throws -> [String: [String]] {
        var columns: [String: [String]] = [:]
        for report in ["cdr_1", "cdr_3", "cdr_6"] {
            let manifest = try place.json("output/report=\(report)/source=bogota/day=\(day)/_manifest.json")
            let schema = try #require(manifest["schema"] as? [[String: Any]])
            columns[report] = schema.compactMap { $0["name"] as? String }
            let first = try #require(try await place.lines(place.dataFile(report, day, format: format)).first)
            if format == "csv" { #expect(first.split(separator: ",").map(String.init) == columns[report]) }
        }
        return columns
    }
}
