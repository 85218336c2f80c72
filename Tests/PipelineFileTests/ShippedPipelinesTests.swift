import Foundation
import Settings
import Testing

@testable import PipelineFile

@Suite struct ShippedPipelinesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "pipelines")

    private static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
            // What names the whole catalogue is checked where the catalogue is known.
            .filter { $0.hasSuffix(".yaml") && $0 != "catalogue.yaml" }.sorted()
    }

    @Test func everyShippedPipelineIsRight() throws {
        let names = try Self.names()
        #expect(Set(names).isSuperset(of: ["backfill.yaml", "demo.yaml", "follow.yaml", "lake.yaml", "nightly.yaml"]))
        for name in names {
            let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name)))
            let reading = PipelineReader.read(
                bytes: bytes, file: name, environment: Fixture.environment, vocabulary: Fixture.vocabulary)
            #expect(reading.diagnostics.map(\.description) == [])
            #expect(reading.spec?.name == String(name.dropLast(".yaml".count)))
        }
    }

    @Test func theDemoAsksForFiveReportsOfTheLastDays() throws {
        let bytes = Array(try Data(contentsOf: Self.folder.appending(path: "demo.yaml")))
        let spec = try #require(
            PipelineReader.read(
                bytes: bytes, file: "demo.yaml", environment: Fixture.environment, vocabulary: Fixture.vocabulary
            ).spec)
        #expect(spec.reports.map(\.name) == ["cdr_1", "cdr_3", "cdr_6", "diagram_9", "campaign_7"])
        #expect(spec.window == WindowSpec(from: .daysAgo(3), to: .yesterday, lookbackDays: 0, span: .auto))
        #expect(spec.load.directory == "output/demo")
        #expect(spec.sources.first?.endpoint.baseURL == "http://127.0.0.1:8080")
    }
}
