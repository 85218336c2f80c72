import ETL
import Foundation
import Testing

/// Columns as the vendor's pages have them, derived ones after their origin, stamps behind, unknown fields last.
@Suite struct ColumnOrderTests {
    static let columns = [
        "cdr_1": [
            "agent_name", "date", "destiny", "telephone", "cost", "time_seg", "time_min", "cod_act", "cod_act_2",
            "description_cod_act", "description_cod_act_2", "type_interaction", "customer_id", "hang_up",
            "campaign_id", "conn_id", "skill_id", "skill_name", "agent_id", "comment", "_extra",
        ],
        "cdr_3": [
            "agent_id", "agent_name", "date", "destiny", "telephone", "message", "channel", "channel_kind",
            "connector_type", "connector_id", "customer_id", "conn_id", "_extra",
        ],
        "cdr_6": ["result", "count", "window_start", "window_end", "_extra"],
        "diagram_9": [
            "session_id", "channel", "channel_kind", "rp_id", "date", "customer_name", "customer_email",
            "customer_phone", "customer_query", "routing_answer", "customer_id", "conn_id", "_extra",
        ],
        "campaign_7": ["customer_id", "campaign_id", "file_name", "telephone", "result", "date", "_extra"],
    ]

    private struct Described: Decodable {
        struct Column: Decodable { var name: String }
        var columns: [Column]
    }

    @Test(arguments: columns.keys.sorted())
    func schemasHaveThem(report: String) async throws {
        let place = try Workplace()
        let expected = Self.columns[report]
        let schema = try await place.succeed(["schema", report, "--dialect", "jsonschema"])
        let document = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
        #expect(document?["required"] as? [String] == expected)
        let ndjson = try await place.succeed(["schema", report, "--dialect", "duckdb"])
        #expect(ndjson.matches(of: /(?m)^    '([a-z0-9_]+)': '/).map { String($0.output.1) } == expected)
        let csv = try await place.succeed(["schema", report, "--dialect", "duckdb", "--format", "csv"])
        #expect(
            csv.matches(of: /(?m)^  (?:CAST\()?"([a-z0-9_]+)"/).map { String($0.output.1) } == expected)
        let described = try await place.succeed(["reports", report, "--json"])
        let names = try JSONDecoder().decode(Described.self, from: Data(described.utf8)).columns.map(\.name)
        #expect(names == expected)
    }

    @Test func filesHaveThemAndRowsStandNewestFirst() async throws {
        let days = LocalDays.last(2)
        let drift = "rules:\n  - do: { drift: { add: { bot_name: Sofía } } }\n"
        try await SimulatorProcess.run(rowsPerDay: 300, scenario: drift) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(name: "json", span: "7h"))", to: "json.yaml")
            try place.write("\(PipelineText(name: "csv", load: "{ to: csv, format: csv }"))", to: "csv.yaml")
            try await place.succeed(["run", "json.yaml"] + days.flags)
            try await place.succeed(["run", "csv.yaml"] + days.flags)
            for (report, columns) in Self.columns {
                for day in days.map(\.description) {
                    let sent = try await simulator.rows(report, day)
                    guard !sent.isEmpty else { continue }
                    let lines = try await place.lines(place.dataFile(report, day))
                    #expect(lines.allSatisfy { Self.keys($0) == columns }, "\(report)")
                    #expect(lines.allSatisfy { $0.hasSuffix(#""_extra":{"bot_name":"Sofía"}}"#) }, "\(report)")
                    // The server sends newest first; what tells rows apart shows that all stand as it sent them.
                    let key = columns.contains("conn_id") ? "conn_id" : columns[0]
                    #expect(try lines.map { try Self.text($0, key) } == sent.map { Self.known($0[key]) }, "\(report)")
                    if columns.contains("date") {
                        let dates = try lines.compactMap { try Self.text($0, "date") }
                        #expect(dates.count == lines.count && zip(dates, dates.dropFirst()).allSatisfy { $0 >= $1 })
                    }
                    let header = try await place.lines(place.dataFile(report, day, in: "csv", format: "csv")).first
                    #expect(header == columns.joined(separator: ","))
                }
            }
        }
    }

    private static func keys(_ line: String) -> [String] {
        guard let extra = line.firstRange(of: #""_extra":"#) else { return [] }
        let own = line[..<extra.lowerBound].matches(of: /[{,]"([a-z0-9_]+)":(?=["0-9n])/).map { String($0.output.1) }
        return own + ["_extra"]
    }

    private static func text(_ line: String, _ key: String) throws -> String? {
        let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        return row[key] as? String
    }

    private static func known(_ value: String?) -> String? {
        value.flatMap { ["", " ", "-"].contains($0) ? nil : $0 }
    }
}
