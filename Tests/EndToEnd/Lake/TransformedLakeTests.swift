import ETL
import Foundation
import TestSupport
import Testing

/// What DuckDB reads through the view that `schema --pipeline` prints is what the transforms wrote, for each transform and
/// format.
@Suite struct TransformedLakeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// The transform as the pipeline file has it.
        var transform: String
        /// A query's columns and what they hold in the only row.
        var reads: [String: String?]

        var testDescription: String { transform }
    }

    /// The row is `agent_name` ana, `telephone` 573001234567, `customer_id` CU-1, `cost` 12.50, `time_seg` 90,
    /// `hang_up` agent, `comment` "call me, 5551234".
    static let cases = [
        Case(
            transform: "select: { fields: [customer_id, cost, telephone, date] }",
            reads: ["customer_id": "CU-1", "telephone": "573001234567", "cost": "12.5000000000"]),
        Case(
            transform: "drop: { fields: [agent_name, cost] }",
            reads: ["telephone": "573001234567", "customer_id": "CU-1", "time_seg": "90"]),
        Case(
            transform: "rename: { fields: { telephone: customer_phone, customer_id: telephone } }",
            reads: ["customer_phone": "573001234567", "telephone": "CU-1"]),
        Case(
            transform: "constant: { field: country, value: CO }",
            reads: ["country": "CO", "telephone": "573001234567", "comment": "call me, 5551234"]),
        Case(
            transform: "constant: { field: rate, value: \"0.10\", type: decimal }",
            reads: ["rate": "0.1000000000", "typeof(rate)": "DECIMAL(38,10)", "customer_id": "CU-1"]),
        Case(
            transform: "cast: { fields: [time_seg, cost], to: text }",
            reads: ["time_seg": "90", "typeof(time_seg)": "VARCHAR", "cost": "12.50"]),
        Case(
            transform: "cast: { fields: [telephone], to: integer }",
            reads: ["telephone": "573001234567", "typeof(telephone)": "BIGINT", "customer_id": "CU-1"]),
        Case(
            transform: "canonical: { fields: [hang_up], values: { AGENT: [agent] }, into: ended_by }",
            reads: ["hang_up": "agent", "ended_by": "AGENT", "customer_id": "CU-1"]),
        Case(transform: "trim: { fields: [skill_name] }", reads: ["skill_name": "sales", "customer_id": "CU-1"]),
        Case(
            transform: "phone: { fields: [telephone], strip_prefixes: [\"57\"], country: \"57\", into: number }",
            reads: ["telephone": "573001234567", "number": "+573001234567", "customer_id": "CU-1"]),
        Case(
            transform: "mask: { fields: [telephone], keep_last: 4 }",
            reads: ["telephone": "********4567", "customer_id": "CU-1"]),
        Case(
            transform: "hash: { fields: [customer_id], key: \"${PII_KEY}\" }",
            reads: ["telephone": "573001234567", "length(customer_id)": "64"]),
        Case(
            transform: "redact: { fields: [comment], find: [digits] }",
            reads: ["comment": "call me, ***", "customer_id": "CU-1"]),
        Case(
            transform: "split: { field: customer_id, by: \"-\", into: [prefix, number] }",
            reads: ["prefix": "CU", "number": "1", "telephone": "573001234567"]),
        Case(
            transform: "where: { field: hang_up, equals: agent }",
            reads: ["telephone": "573001234567", "customer_id": "CU-1"]),
    ]

    private static let day = "\(LocalDays.last(1)[0])"

    private static func answer(_ fields: [String: String] = [:]) -> ScriptedAnswer {
        var row = [
            "agent_name": "ana", "date": "\(day) 10:00:00", "telephone": "573001234567", "customer_id": "CU-1",
            "cost": "12.50", "time_seg": "90", "hang_up": "agent", "comment": "call me, 5551234",
            "skill_name": " sales ",
        ]
        row.merge(fields) { $1 }
        let json = row.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
        return ScriptedAnswer(#"{"code":200,"error":null,"msg":"1 records were found","data":[{\#(json)}]}"#)
    }

    @Test(arguments: cases, ["ndjson", "csv"])
    func aTransformedFileIsReadAsItWasWritten(test: Case, format: String) async throws {
        try await ScriptedServer.run([Self.answer()]) { server in
            let place = try Workplace(server: server.address)
            place.environment["PII_KEY"] = "k3y-of-many-w0rds-and-more"
            let reports = "  - report: cdr_1\n    transform:\n      - \(test.transform)"
            let text = PipelineText(reports: reports, load: "{ to: the_lake, format: \(format) }")
            try place.write("\(text)", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", Self.day])
            let columns = test.reads.keys.sorted()
            let rows = try await query(place, columns)
            #expect(rows == [columns.map { test.reads[$0] ?? nil }])
        }
    }

    /// Days from before and after the pipeline changed are read together.
    @Test(arguments: ["ndjson", "csv"])
    func daysOfBothPipelinesAreReadTogether(format: String) async throws {
        let days = LocalDays.last(2)
        let answers = days.map { Self.answer(["date": "\($0) 10:00:00", "brand_new": "x"]) }
        try await ScriptedServer.run(answers) { server in
            let place = try Workplace(server: server.address)
            let load = "{ to: the_lake, format: \(format) }"
            try place.write("\(PipelineText(reports: "  - cdr_1", load: load))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", "\(days[0])"])
            let reports = """
                  - report: cdr_1
                    transform:
                      - constant: { field: country, value: CO }
                      - drop: { fields: [agent_name] }
                """
            try place.write("\(PipelineText(reports: reports, load: load))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", "\(days[1])"])
            let rows = try await query(place, ["day", "telephone", "country", "_extra"])
            #expect(
                rows.sorted { ($0[0] ?? "") < ($1[0] ?? "") } == [
                    ["\(days[0])", "573001234567", nil, #"{"brand_new":"x"}"#],
                    ["\(days[1])", "573001234567", "CO", #"{"brand_new":"x"}"#],
                ])
        }
    }

    private func query(_ place: Workplace, _ columns: [String]) async throws -> [[String?]] {
        // The folder of the pipeline is relative to the current one, which is not the interpreter's.
        let schema = try await place.succeed(["schema", "cdr_1", "--dialect", "duckdb", "--pipeline", "pipeline.yaml"])
        #expect(schema.contains("'the_lake/report=cdr_1/"))
        let statements = [
            schema.replacing("'the_lake/", with: "'\(place.path("the_lake"))/"),
            "SELECT \(columns.joined(separator: ", ")) FROM cdr_1",
        ]
        let input = String(decoding: try JSONEncoder().encode(statements), as: UTF8.self)
        return try JSONDecoder().decode([[String?]].self, from: try await Python.run("query.py", [], input: input))
    }
}
