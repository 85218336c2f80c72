import Foundation
import Testing

/// `simulate --pipeline` serves the reports that a pipeline file defines, and `--zone` sets the server's clock.
@Suite struct SimulateOwnReportsTests {
    private static let definitions = """
        definitions:
          - name: sales_2
            grain: event
            event_time: closed_at
            parameters:
              - { name: queue, required: true, accepts_all: true }
            flatten: { list: products, prefix: product_ }
            fields:
              - { name: product_sku }
              - { name: seller_id }
              - { name: closed_at, form: timestamp }
              - { name: product_price, form: cost }
          - name: cdr_6
            grain: total
            fields: [{ name: outcome }, { name: number, form: count }]

        """

    @Test func theyAreServedInTheZoneThatIsAskedFor() async throws {
        let text =
            "\(PipelineText(reports: "  - { report: sales_2, with: { queue: all } }\n  - cdr_6", more: Self.definitions))"
            .replacing("America/Bogota", with: "America/Mexico_City")
        let more = ["--zone", "America/Mexico_City", "--pipeline", "pipeline.yaml"]
        try await SimulatorProcess.run(rowsPerDay: 500, files: ["pipeline.yaml": text], more: more) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write(text, to: "pipeline.yaml")
            let day = "\(LocalDays.last(1)[0])"
            try await place.succeed(["run", "pipeline.yaml", "--day", day])
            let sales = try await place.lines(place.dataFile("sales_2", day))
            #expect(sales.count > 10)
            for line in sales { #expect(line.contains("\"closed_at\":\"\(day)T00:00:00-06:00\"")) }
            #expect(sales.contains { !$0.contains("\"product_price\":null") })
            #expect(sales.allSatisfy { $0.hasSuffix("\"_extra\":null}") })
            // The file's own report stands in the place of the catalogue's.
            let totals = try await place.lines(place.dataFile("cdr_6", day))
            #expect(totals.first?.hasPrefix("{\"outcome\":") == true && totals.first?.contains("\"number\":") == true)
        }
    }

    @Test func aZoneThatIsNotOneIsRefused() async throws {
        let place = try Workplace()
        let outcome = try await place.run(["simulate", "--zone", "America/Bogata"])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("America/Bogata"))
    }

    @Test func aWrongDefinitionIsShown() async throws {
        let place = try Workplace()
        try place.write("definitions: [{ name: sales_2, grain: events, fields: [{ name: a }] }]\n", to: "wrong.yaml")
        let outcome = try await place.run(["simulate", "--pipeline", "wrong.yaml"])
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("wrong.yaml:1:39: error: grain: 'events' is not"), "\(outcome.errors)")
    }
}
