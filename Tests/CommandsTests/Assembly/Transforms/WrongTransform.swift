import PipelineFile
import Settings
import TestSupport
import Testing

@testable import Commands

/// Transforms that the columns of a report don't suit. `▸` stands before each mistake, and the messages follow in that
/// order.
struct WrongTransform: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let expected: [String]

    /// Transforms of a file with these reports.
    init(_ name: String, _ transforms: String, reports: String = "[cdr_1]", _ messages: String...) {
        self.init(name, reports: reports, "transform:\n\(transforms)\n", messages)
    }

    /// Transforms of one report.
    init(_ name: String, of report: String, _ transforms: String, more: String = "", _ messages: String...) {
        let with = report == "campaign_7" ? ", with: { campaign_id: all }" : ""
        let lines = transforms.split(separator: "\n").map { "{ \($0.drop { $0 == " " }.dropFirst(2)) }" }
        self.init(
            name, reports: "\n  - { report: \(report)\(with), transform: [\(lines.joined(separator: ", "))] }",
            more, messages)
    }

    private init(_ name: String, reports: String, _ more: String, _ messages: [String]) {
        testDescription = name
        let marks = MarkedText(
            """
            version: 1
            name: try
            sources: [{ name: bogota, time_zone: America/Bogota, server: "0012", token: "${WOLKVOX_TOKEN}" }]
            load: { to: output }
            reports: \(reports)
            \(more)
            """)
        text = marks.text
        expected =
            marks.places.count == messages.count
            ? zip(marks.places, messages).map { "\($0): error: \($1)" } : ["as many marks as messages"]
    }

    func read() throws -> PipelineReader.Reading {
        PipelineReader.read(
            text: text, file: "try.yaml", environment: Specs.environment, vocabulary: ReportVocabulary.vendor)
    }
}

@Suite struct WrongTransformTests {
    @Test(arguments: WrongTransform.all)
    func everyMistakeHasItsPlaceAndItsWords(file: WrongTransform) throws {
        let reading = try file.read()
        let found = reading.diagnostics.map { "\($0.line):\($0.column): \($0.severity.rawValue): \($0.message)" }
        #expect(found == file.expected)
        #expect(reading.spec == nil)
    }

    @Test func theCorpusIsLarge() {
        #expect(WrongTransform.all.count >= 35)
    }
}
