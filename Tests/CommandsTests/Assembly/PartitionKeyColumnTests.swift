import ETL
import PipelineFile
import Settings
import Testing
import Transforms
import Wolkvox

@testable import Commands

/// Readers take the keys of a partition's folders as columns, and a CSV line without a character as no row.
@Suite struct PartitionKeyColumnTests {
    private func errors(reports: String, load: String = "{ to: output }", more: String = "") -> [String] {
        let text = """
            version: 1
            name: try
            sources: [{ name: bogota, server: "0012", token: "${WOLKVOX_TOKEN}", time_zone: America/Bogota }]
            reports: \(reports)
            load: \(load)
            \(more)

            """
        return PipelineReader.read(
            text: text, file: "try.yaml", environment: Specs.environment, vocabulary: ReportVocabulary.vendor
        ).diagnostics.map(\.message)
    }

    @Test func noReportOfTheCatalogueHasAColumnThatAFolderHides() throws {
        for name in Catalogue.vendor.names {
            let columns = try Catalogue.vendor.report(named: name).typedColumns().names
            #expect(Set(columns).isDisjoint(with: Partition.keys), "\(name)")
            #expect(Set(columns).count == columns.count, "\(name)")
        }
        let days = try Catalogue.vendor.report(named: "diagram_1_1").typedColumns()
        #expect(days.names.first == "day_value" && days.fields.first?.origin == "day")
    }

    @Test(arguments: [
        "rename: { fields: { comment: NAME } }", "constant: { field: NAME, value: CO }",
        "split: { field: comment, by: '-', into: [NAME, rest] }",
        "canonical: { fields: [hang_up], values: { a: [b] }, into: NAME }",
        "phone: { fields: [telephone], into: NAME }",
    ])
    func aTransformThatWouldMakeOneIsRefused(transform: String) {
        for key in Partition.keys {
            let found = errors(reports: "[cdr_1]", more: "transform: [{ \(transform.replacing("NAME", with: key)) }]")
            #expect(found.count == 1 && found[0].contains("'\(key)'") && found[0].contains("\(key)_value"), "\(found)")
        }
        #expect(errors(reports: "[cdr_1]", more: "transform: [{ \(transform.replacing("NAME", with: "days")) }]") == [])
    }

    @Test func aDefinitionMayNotTakeTheColumnThatAKeyIsWrittenAs() {
        let definition = """
            definitions:
              - name: sales_2
                title: Sales
                grain: total
                fields: [{ name: day }, { name: day_value }]
            """
        #expect(
            errors(reports: "[sales_2]", more: definition) == [
                "sales_2: 'day_value' is the column that 'day' is written as"
            ])
    }

    @Test(arguments: [
        ("csv", "", false), ("csv", "quality: { unknown_fields: drop }", true),
        ("ndjson", "quality: { unknown_fields: drop }", false),
    ])
    func aCSVFileOfOneColumnIsRefused(format: String, more: String, isRefused: Bool) {
        let found = errors(
            reports: "[{ report: cdr_1, transform: [{ select: { fields: [conn_id] } }] }]",
            load: "{ to: output, format: \(format) }", more: more)
        #expect(found.map { $0.hasPrefix("format: cdr_1 has one column, 'conn_id'") } == (isRefused ? [true] : []))
    }

    @Test func aCSVFileOfTwoColumnsIsNot() {
        let two = "[{ report: cdr_1, transform: [{ select: { fields: [conn_id, date] } }] }]"
        #expect(errors(reports: two, load: "{ to: output, format: csv }") == [])
    }
}
