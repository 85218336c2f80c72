import PipelineFile
import Settings
import Simulator
import TestSupport
import Testing

@testable import Commands

/// Every block of YAML in the README and in docs/ is right, and a misspelt key in one would be found.
@Suite struct DocumentedYAMLTests {
    @Test func thereAreBlocksOfEachKind() throws {
        let all = try DocumentedYAML.all()
        #expect(all.count >= 13)
        for document in ["README.md", "docs/quality.md", "docs/transforms.md", "docs/definitions.md"] {
            #expect(all.contains { $0.document == document }, "\(document)")
        }
        #expect(!DocumentedYAML.of(.scenario).isEmpty && DocumentedYAML.of(.transforms).count >= 4)
    }

    @Test(arguments: DocumentedYAML.of(.pipeline, .transforms))
    func aBlockIsValid(block: DocumentedYAML) {
        for pipeline in block.pipelines() { #expect(Self.errors(in: pipeline) == [], "\(pipeline)") }
    }

    @Test(arguments: DocumentedYAML.of(.scenario))
    func aScenarioIsValid(block: DocumentedYAML) throws {
        _ = try Scenario(yaml: block.text)
        for wrong in Self.misspelt(block.text) {
            #expect(throws: (any Error).self, "\(wrong.key)") { try Scenario(yaml: wrong.text) }
        }
    }

    @Test(arguments: DocumentedYAML.of(.pipeline, .transforms))
    func aMisspeltKeyIsFound(block: DocumentedYAML) {
        var found = 0
        for pipeline in block.pipelines() {
            for wrong in Self.misspelt(pipeline) {
                if !Self.errors(in: wrong.text).isEmpty { found += 1 } else { #expect(Self.free.contains(wrong.key)) }
            }
        }
        #expect(found > 0)
    }

    /// Keys of rows as the API sends them, and values of one's own: anything goes there.
    private static let free: Set<String> = ["date", "telephone", "cost", "agent", "customer", "queue"]

    /// The text once for each of its keys, with that one misspelt.
    private static func misspelt(_ text: String) -> [(key: String, text: String)] {
        text.matches(of: /(?<before>^|\n|[ {])(?<key>[a-z_0-9]+):(?=[ \n])/).compactMap { match in
            let line =
                text[..<match.range.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
            if line.contains("#") { return nil }
            var wrong = text
            wrong.insert("x", at: match.key.endIndex)
            return (String(match.key), wrong)
        }
    }

    private static func errors(in text: String) -> [String] {
        PipelineReader.read(
            text: text, file: "documented.yaml", environment: Specs.environment, vocabulary: ReportVocabulary.vendor
        ).diagnostics.filter { $0.severity == .error }.map(\.description)
    }
}
