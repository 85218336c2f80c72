import Foundation
import PipelineFile
import Settings
import Testing
import Transforms

@testable import Commands

/// The examples of the document are right.
@Suite struct TransformDocumentTests {
    private static func examples() throws -> [String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/transforms.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.components(separatedBy: "```yaml\n").dropFirst().map { part in
            part.components(separatedBy: "```")[0]
        }
    }

    private static func read(_ more: String) throws -> PipelineReader.Reading {
        let text = """
            version: 1
            name: try
            sources: [{ name: bogota, time_zone: America/Bogota, server: "0012", token: "${WOLKVOX_TOKEN}" }]
            load: { to: output }
            \(more)
            """
        return PipelineReader.read(
            text: text, file: "try.yaml", environment: Specs.environment, vocabulary: ReportVocabulary.vendor)
    }

    @Test func everyExampleIsValid() throws {
        let examples = try Self.examples()
        #expect(examples.count == 5)
        let whole = try #require(examples.first)
        #expect(try Self.read(whole).diagnostics.map(\.description) == [])
        var names: Set<String> = []
        for line in examples.dropFirst().flatMap({ $0.split(separator: "\n") }) {
            names.insert(String(line.dropFirst(2).prefix { $0 != ":" }))
            let reading = try Self.read("reports: [cdr_1, cdr_3, cdr_6, diagram_9]\ntransform:\n  \(line)")
            #expect(reading.diagnostics.map(\.description) == [], "\(line)")
        }
        #expect(names == Set(TransformForm.all.map(\.key.name)), "a transform has no example")
    }

    /// The examples that the JSON Schema shows are right too.
    @Test(
        arguments: TransformForm.all.map { "transform: [{ \($0.key.name): \($0.key.example) }]" }
            + ExpectationForm.all.map { "quality: { expect: [{ \($0.key.name): \($0.key.example) }] }" })
    func everyFormsExampleIsValid(example: String) throws {
        let reports = "reports: [cdr_1, cdr_6, { report: campaign_7, with: { campaign_id: all } }]"
        #expect(try Self.read("\(reports)\n\(example)").diagnostics.map(\.description) == [])
    }
}
