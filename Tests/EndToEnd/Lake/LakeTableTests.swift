import Foundation
import TestSupport
import Testing

@testable import Commands

/// The table definition for DuckDB, over files whose every byte is known.
@Suite struct LakeTableTests {
    private static let columns = [
        "agent_name", "date", "destiny", "telephone", "cost", "time_seg", "time_min", "cod_act", "cod_act_2",
        "description_cod_act", "description_cod_act_2", "type_interaction", "customer_id", "hang_up", "campaign_id",
        "conn_id", "skill_id", "skill_name", "agent_id", "comment", "_extra",
    ]

    @Test func csvTellsNullFromAnEmptyString() async throws {
        let place = try Workplace()
        let row =
            #""",2026-10-01T08:00:00-05:00,,"00573; 1|2",0.10,7,1,,,,,,,,,,,,,"a ""quoted"" line\#nand more","{""bot"":""x""}""#
        try await write(Self.columns.joined(separator: ",") + "\n\(row)\n", to: "csv", in: place)
        let rows = try await query(place, "csv", "agent_name, destiny, telephone, comment, _extra")
        #expect(rows == [["", nil, "00573; 1|2", "a \"quoted\" line\nand more", #"{"bot":"x"}"#]])
    }

    @Test func ndjsonTellsNullFromAnEmptyString() async throws {
        let place = try Workplace()
        try await write(
            line(["agent_name": #""""#, "telephone": #""00573""#, "_extra": #"{"bot":"x"}"#]), to: "ndjson", in: place)
        let rows = try await query(place, "ndjson", "agent_name, destiny, telephone, _extra")
        #expect(rows == [["", nil, "00573", #"{"bot":"x"}"#]])
    }

    @Test(arguments: ["ndjson", "csv"])
    func costsAreExact(format: String) async throws {
        let place = try Workplace()
        let costs = [
            "0.0345", "55324478169.3608", "9007199254740.99", "130122005936.586", "0.00", "-12.5", "0.00001", "7",
        ]
        let rows = costs.map { cost in
            format == "ndjson"
                ? line(["cost": cost])
                : Self.columns.map { $0 == "cost" ? cost : "" }.joined(separator: ",") + "\n"
        }
        let header = format == "ndjson" ? "" : Self.columns.joined(separator: ",") + "\n"
        try await write(header + rows.joined(), to: format, in: place)
        let found = try await query(place, format, "cost")
        #expect(found.map { $0[0].map(Self.trimmed) } == costs.map(Self.trimmed))
    }

    @Test func timesKeepTheirInstantAndDaysAreDates() async throws {
        let place = try Workplace()
        try await write(line(["date": #""2026-10-01T23:30:00-05:00""#]), to: "ndjson", in: place)
        let rows = try await query(place, "ndjson", "epoch(date)::BIGINT, day, typeof(day), typeof(cost)")
        #expect(rows == [["1790915400", "2026-10-01", "DATE", "DECIMAL(38,10)"]])
    }

    @Test func aSourceOfDigitsStaysText() async throws {
        let place = try Workplace()
        try await write(line([:]), to: "ndjson", in: place, source: "12")
        #expect(try await query(place, "ndjson", "source, typeof(source)") == [["12", "VARCHAR"]])
    }

    /// Files from before and after a column was added, in another order, and a column that no file has yet.
    @Test func filesWithOtherColumnsAreReadByTheirHeaders() async throws {
        let place = try Workplace()
        try await write("cost,telephone\n1.50,0057\n", to: "csv", in: place)
        try await write("telephone,conn_id,cost\n,7,2\n", to: "csv", in: place, day: "2026-10-02")
        try await write("telephone,conn_id,cost\n", to: "csv", in: place, day: "2026-10-03")
        let rows = try await query(place, "csv", "day, telephone, cost, conn_id, comment")
        #expect(
            rows.sorted { ($0[0] ?? "") < ($1[0] ?? "") } == [
                ["2026-10-01", "0057", "1.5000000000", nil, nil], ["2026-10-02", nil, "2.0000000000", "7", nil],
            ])
    }

    @Test func aLineMayBeLongerThanTwoMegabytes() async throws {
        let place = try Workplace()
        let comment = String(repeating: "long, ", count: 700_000)
        try await write("comment,conn_id\n\"\(comment)\",1\nshort,2\n", to: "csv", in: place)
        let rows = try await query(place, "csv", "conn_id, length(comment)")
        #expect(rows.sorted { ($0[0] ?? "") < ($1[0] ?? "") } == [["1", "\(comment.count)"], ["2", "5"]])
    }

    /// A report that is named by one of these would else be a mistake in the statement.
    @Test func wordsOfTheLanguageAreKnown() async throws {
        let query = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved' ORDER BY 1"
        let input = String(decoding: try JSONEncoder().encode([query]), as: UTF8.self)
        let rows = try JSONDecoder().decode([[String]].self, from: try await Python.run("query.py", [], input: input))
        #expect(Set(rows.map { $0[0] }).subtracting(DuckDBDialect.reserved) == [])
        #expect(rows.count > 50)
    }

    /// A row with these values as JSON, null elsewhere.
    private func line(_ values: [String: String]) -> String {
        "{" + Self.columns.map { "\"\($0)\":\(values[$0] ?? "null")" }.joined(separator: ",") + "}\n"
    }

    private func write(
        _ text: String, to format: String, in place: Workplace, source: String = "bogota", day: String = "2026-10-01"
    ) async throws {
        let path = "lake/report=cdr_1/source=\(source)/day=\(day)/cdr_1-\(day).\(format)"
        try place.write(text, to: path)
        try await Tool.run("gzip", [place.path(path)])
    }

    private func query(_ place: Workplace, _ format: String, _ columns: String) async throws -> [[String?]] {
        let schema = try await place.succeed([
            "schema", "cdr_1", "--dialect", "duckdb", "--format", format, "--directory", place.path("lake"),
        ])
        let statements = String(
            decoding: try JSONEncoder().encode([schema, "SELECT \(columns) FROM cdr_1"]), as: UTF8.self)
        return try JSONDecoder().decode([[String?]].self, from: try await Python.run("query.py", [], input: statements))
    }

    /// A decimal of a fixed scale without the zeros behind it.
    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        let short = String(text.reversed().drop { $0 == "0" }.reversed())
        return short.hasSuffix(".") ? String(short.dropLast()) : short
    }
}
