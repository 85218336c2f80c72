import Foundation
import TestSupport
import Testing

/// The line of docs/engines.md that makes Parquet files of what DuckDB's view sees.
@Suite struct ParquetTests {
    @Test(arguments: ["ndjson", "csv"]) func everyTypeAndValueIsKept(format: String) async throws {
        let days = LocalDays.last(3)
        try await SimulatorProcess.run(rowsPerDay: 200) { simulator in
            let place = try Workplace(server: simulator.address)
            let load = "{ to: lake, format: \(format) }"
            try place.write("\(PipelineText(reports: "  - cdr_1\n  - cdr_6", load: load))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            for report in ["cdr_1", "cdr_6"] {
                let view = try await place.succeed([
                    "schema", report, "--dialect", "duckdb", "--format", format, "--directory", place.path("lake"),
                ])
                func placed(_ statement: String) -> String {
                    statement.replacing("cdr_1", with: report)
                        .replacing("'\(report)_parquet", with: "'\(place.path(report))_parquet")
                }
                let copy = placed(try Self.documented("COPY ("))
                let read = placed(try Self.documented("SELECT * FROM read_parquet("))
                let types = "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM %) ORDER BY 1"
                let columns = try await rows([view, types.replacing("%", with: report)])
                #expect(columns.contains(["report", "VARCHAR"]) && columns.contains(["day", "DATE"]))
                #expect(try await rows([view, copy, types.replacing("%", with: "(\(read))")]) == columns)
                let values = "SELECT \(columns.map { "\"\($0[0])\"" }.joined(separator: ", ")) FROM % ORDER BY ALL"
                let before = try await rows([view, values.replacing("%", with: report)])
                #expect(before.count > (report == "cdr_1" ? 100 : 5))
                #expect(try await rows([values.replacing("%", with: "(\(read))")]) == before, "\(report)")
            }
        }
    }

    /// The rows of the last statement.
    private func rows(_ statements: [String]) async throws -> [[String]] {
        let input = String(decoding: try JSONEncoder().encode(statements), as: UTF8.self)
        let rows = try JSONDecoder().decode([[String?]].self, from: try await Python.run("query.py", [], input: input))
        return rows.map { row in row.map { $0 ?? "null" } }
    }

    /// The statement of the page that begins so.
    private static func documented(_ beginning: String) throws -> String {
        let page = String(
            decoding: try Data(contentsOf: PackageFolder.root.appending(path: "docs/engines.md")), as: UTF8.self)
        let start = try #require(page.firstRange(of: beginning)).lowerBound
        let end = try #require(page[start...].firstIndex { $0 == ";" || $0 == "`" })
        return String(page[start..<end])
    }
}
