import ETL
import Foundation
import TestSupport
import Testing

/// A report that no catalogue has, written in YAML alone.
@Suite struct OwnDefinitionTests {
    private static let definition = """
        - name: sales_2
          title: { en: Sales, es: Ventas }
          grain: event
          event_time: closed_at
          parameters:
            - { name: queue, required: true }
          flatten: { list: products, prefix: product_ }
          fields:
            - { name: seller_id }
            - { name: closed_at, form: timestamp, summary: When the sale was closed. }
            - { name: talk, form: duration }
            - { name: discount, form: percent }
            - { name: product_sku }
            - { name: product_price, form: cost }

        """

    private static func pipeline(_ load: String = "{ to: output }") -> String {
        "\(PipelineText(reports: "  - { report: sales_2, with: { queue: [north] } }", load: load))definitions:\n"
            + definition
    }

    private static let row =
        #"{"seller_id":"0042","closed_at":"DAY 10:11:12","talk":"26:00:01","discount":"12.5 %","mood":"good","products":"#
        + #"[{"sku":"007","price":"1,234.50"},{"sku":"-","price":"$ 3"}]}"#

    private static func server(
        _ day: Day, _ body: (Workplace, ScriptedServer) async throws -> Void
    ) async throws {
        let data = row.replacing("DAY", with: "\(day)")
        try await ScriptedServer.run([
            ScriptedAnswer(#"{"code":"200","error":null,"msg":"1 records were found","data":[\#(data)]}"#)
        ]) { server in
            try await body(try Workplace(server: server.address), server)
        }
    }

    @Test func itRunsAndItsValuesAreTyped() async throws {
        let day = LocalDays.last(1)[0]
        try await Self.server(day) { place, server in
            try place.write(Self.pipeline(), to: "pipeline.yaml")
            #expect(try await place.succeed(["validate", "pipeline.yaml"]) == "pipeline.yaml is valid\n")
            try await place.succeed(["run", "pipeline.yaml", "--day", "\(day)"])
            #expect(
                try await place.lines(place.dataFile("sales_2", "\(day)")) == [
                    #"{"seller_id":"0042","closed_at":"\#(day)T10:11:12-05:00","talk":93601,"discount":12.5,"#
                        + #""product_sku":"007","product_price":1234.50,"_extra":{"mood":"good"}}"#,
                    #"{"seller_id":"0042","closed_at":"\#(day)T10:11:12-05:00","talk":93601,"discount":12.5,"#
                        + #""product_sku":null,"product_price":3,"_extra":{"mood":"good"}}"#,
                ])
            let target = try #require(server.requests.first?.target)
            #expect(target.contains("api=sales_2&queue=north&date_ini="))
        }
    }

    @Test func itsTableAndItsColumnsArePrinted() async throws {
        let place = try Workplace(server: "http://127.0.0.1:9")
        // Neither the address nor the token is needed for it.
        place.environment["WOLKVOX_TOKEN"] = nil
        try place.write(Self.pipeline(), to: "pipeline.yaml")
        let table = try await place.succeed([
            "schema", "sales_2", "--dialect", "duckdb", "--pipeline", "pipeline.yaml",
        ])
        #expect(table.contains("CREATE OR REPLACE VIEW sales_2 AS"))
        #expect(table.contains("'talk': 'BIGINT'") && table.contains("'closed_at': 'TIMESTAMPTZ'"))
        let columns = try await place.succeed(["reports", "sales_2", "--pipeline", "pipeline.yaml"])
        #expect(columns.contains("sales_2: Sales (Ventas)"))
        #expect(columns.contains("closed_at      timestamp  timestamp  When the sale was closed."))
        let list = try await place.succeed(["reports", "--pipeline", "pipeline.yaml"])
        #expect(list.contains("sales_2") && list.contains("cdr_1"))
        #expect(try await place.run(["reports", "sales_2"]).status == 64)
        #expect(
            try await place.succeed(["reports", "sales_2", "--yaml", "--pipeline", "pipeline.yaml"]) == Self.definition)
    }

    @Test func anotherDefinitionIsAnotherRun() async throws {
        let day = LocalDays.last(1)[0]
        try await Self.server(day) { place, _ in
            try place.write(Self.pipeline(), to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", "\(day)"])
            try place.write(
                Self.pipeline().replacing("name: product_price, form: cost", with: "name: product_price"),
                to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", "\(day)"])
            let line = try await place.lines(place.dataFile("sales_2", "\(day)")).first
            #expect(line?.contains(#""product_price":"1,234.50""#) == true)
        }
    }

    @Test func wrongDefinitionsAreSaidWithTheirPlaces() async throws {
        let place = try Workplace(server: "http://127.0.0.1:9")
        try place.write(Self.pipeline().replacing("form: percent", with: "form: precent"), to: "pipeline.yaml")
        let line = "form: 'precent' is not"
        for words in [
            ["validate", "pipeline.yaml"], ["reports", "--pipeline", "pipeline.yaml"],
            ["schema", "sales_2", "--dialect", "duckdb", "--pipeline", "pipeline.yaml"],
        ] {
            let outcome = try await place.run(words)
            #expect(outcome.status == 78)
            #expect(outcome.errors.contains("error: \(line)"), "\(outcome.errors)")
        }
    }
}
