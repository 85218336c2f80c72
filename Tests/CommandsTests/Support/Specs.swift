import PipelineFile
import Testing

@testable import Commands

/// Specifications from the text of pipeline files.
enum Specs {
    static let environment = ["WOLKVOX_TOKEN": "t0ken-of-tests", "PII_KEY": "k3y-of-tests"]

    static func read(
        reports: String = "[cdr_1, cdr_6]", window: String = "{ from: -3d, to: yesterday }", more: String = ""
    ) throws -> PipelineSpec {
        let text = """
            version: 1
            name: try
            sources:
              - { name: bogota, server: "0012", token: "${WOLKVOX_TOKEN}" }
              - { name: madrid, server: "0034", token: "${WOLKVOX_TOKEN}", time_zone: Europe/Madrid }
            window: \(window)
            reports: \(reports)
            load: { to: output }
            \(more)

            """
        let reading = PipelineReader.read(
            text: text, file: "try.yaml", environment: environment, vocabulary: Vocabulary.make())
        return try #require(reading.spec, "\(reading.diagnostics)")
    }
}
