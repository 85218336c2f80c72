import ETL
import PipelineFile
import Settings
import Testing
import Transforms
import Wolkvox

@testable import Commands

@Suite struct DefinitionRoundTripTests {
    private static func read(_ definitions: String) throws -> [ReportDefinition] {
        let text = "version: 1\nname: try\ndefinitions:\n\(definitions)"
        let reading = PipelineReader.read(
            text: text, file: "try.yaml", environment: [:], vocabulary: ReportVocabulary.vendor)
        return try #require(reading.definitions, "\(reading.diagnostics)")
    }

    /// What the catalogue says can be said in a pipeline file, all of it.
    @Test(arguments: Catalogue.vendor.names)
    func aReportOfTheCatalogueSurvivesPrinting(name: String) throws {
        let report = try Catalogue.vendor.report(named: name)
        let read = try Self.read(DefinitionYAML(report).text)
        #expect(read == [report])
    }

    @Test func columnsOfADefinitionAreThoseOfItsForms() throws {
        let spec = try Specs.read(
            reports: "[talks_1]",
            more: """
                definitions:
                  - name: talks_1
                    grain: event
                    event_time: date
                    fields: [{ name: date, form: timestamp }, { name: channel, form: connector_channel }]
                transform: [{ trim: { fields: [connector_id] } }]
                """)
        let report = try Catalogue(adding: spec.definitions).report(named: "talks_1")
        #expect(
            try report.typedColumns().names == [
                "date", "channel", "channel_kind", "connector_type", "connector_id", "_extra",
            ])
    }

    @Test func aColumnThatIsDerivedCannotBeDefinedToo() throws {
        let text = """
            version: 1
            name: try
            definitions:
              - name: talks_1
                grain: event
                event_time: date
                fields: [{ name: date, form: timestamp }, { name: channel, form: connector_channel }, { name: channel_kind }]
            """
        let reading = PipelineReader.read(
            text: text, file: "try.yaml", environment: [:], vocabulary: ReportVocabulary.vendor)
        #expect(reading.definitions == nil)
        #expect(
            reading.diagnostics.contains {
                $0.line == 7 && $0.message.hasPrefix("talks_1: ") && $0.message.contains("channel_kind")
            })
    }
}
