import ETL
import Foundation
import PipelineFile
import Settings
import Testing
import Transforms
import Wolkvox

@testable import Commands

/// `pipelines/catalogue.yaml`, and what the program makes of all reports.
@Suite struct CatalogueFileTests {
    @Test func namesEveryReportAndIsRight() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../pipelines/catalogue.yaml")
        let reading = PipelineReader.read(
            bytes: Array(try Data(contentsOf: file)), file: "catalogue.yaml",
            environment: ["WOLKVOX_SERVER": "0012", "WOLKVOX_TOKEN": "any-token-will-do"],
            vocabulary: ReportVocabulary.vendor)
        #expect(reading.diagnostics.map(\.description) == [])
        let names = try #require(reading.spec?.reports.map(\.name))
        #expect(Set(names) == Set(Catalogue.vendor.names) && names.count == 104)
    }

    @Test(arguments: Catalogue.vendor.names)
    func everyReportHasColumnsOfItsOwn(name: String) throws {
        let report = try Catalogue.vendor.report(named: name)
        let columns = try report.typedColumns()
        // Some lakes make no difference between capital and small letters.
        #expect(Set(columns.names.map { $0.lowercased() }).count == columns.names.count)
        #expect(columns.names.last == "_extra")
        let page = ReportPage(report: report, schema: columns).lines(width: nil)
        #expect(page.first == "\(name): \(report.title.en) (\(report.title.es))")
        #expect(columns.fields.allSatisfy { field in page.contains { $0.hasPrefix(field.name) } })
    }

    @Test(arguments: [
        ("cdr_1", "events, each on the day of its `date`"),
        ("cdr_6", "totals of a day, asked for day by day and stamped with `window_start` and `window_end`"),
        ("skill_4", "totals by hour, asked for day by day and stamped with `window_start` and `window_end`"),
        ("agent_8_1", "totals by 30 minutes, each on the day of its `date`"),
        ("chat_6", "totals by day, each on the day of its `date`"),
        ("chat_1", "events, on the day that was asked for: the API may select by another time than `date`"),
    ])
    func saysWhatRowsAre(name: String, words: String) throws {
        #expect(try Catalogue.vendor.report(named: name).grainPhrase == words)
    }

    @Test func aParameterWithADefaultNeedsNoValue() throws {
        let report = try Catalogue.vendor.report(named: "act_1")
        #expect(report.parameters.map(\.needsValue) == [false])
        #expect(report.parameters.map(\.values) == [["cod_act1", "cod_act2"]])
    }
}
