import PipelineFile
import Settings
import Testing

@testable import Commands

/// Specifications from the text of pipeline files.
enum Specs {
    static let environment = [
        "WOLKVOX_TOKEN": "t0ken-of-tests", "PII_KEY": "a-k3y-of-the-tests", "FORGET_KEY": "a-k3y-of-the-tests",
        "CHAT_HOOK": "https://chat.example/h00k-of-tests",
    ]

    static let sources = """
        - { name: bogota, server: "0012", token: "${WOLKVOX_TOKEN}", time_zone: America/Bogota }
          - { name: madrid, server: "0034", token: "${WOLKVOX_TOKEN}", time_zone: Europe/Madrid }
        """

    static func read(
        sources: String = sources, reports: String = "[cdr_1, cdr_6]",
        window: String = "{ from: -3d, to: yesterday }", load: String = "{ to: output }", more: String = ""
    ) throws -> PipelineSpec {
        let text = """
            version: 1
            name: try
            sources:
              \(sources)
            window: \(window)
            reports: \(reports)
            load: \(load)
            \(more)

            """
        let reading = PipelineReader.read(
            text: text, file: "try.yaml", environment: environment, vocabulary: ReportVocabulary.vendor)
        return try #require(reading.spec, "\(reading.diagnostics)")
    }
}
