import ETL
import PipelineFile
import Transforms

/// A small catalogue, a small environment, and pipeline files made of parts.
enum Fixture {
    /// The token and the key of every environment in these tests; no diagnostic may hold them.
    static let token = "tok3n-7f41c0ffee"
    static let key = "k3y-51cc4-of-the-tests"

    static let environment = [
        "WOLKVOX_TOKEN": token, "PII_KEY": key, "EMPTY": "", "BROKEN_TOKEN": "\(token)\nmore", "SPAN": "6h",
        "ROWS": "500", "WORD": token, "YAML": "{ a: [b] } # ${WOLKVOX_TOKEN}",
        "WOLKVOX_ENDPOINT": "http://127.0.0.1:8080",
        "WOLKVOX_SERVER": "0012", "WOLKVOX_SERVER_MX": "0044", "WOLKVOX_TOKEN_MX": "an0ther-t0ken",
    ]

    private static let reports = [
        report(
            "cdr_1",
            [
                ("agent_name", .text), ("date", .timestamp), ("destiny", .text), ("telephone", .text), ("cost", .cost),
                ("time_seg", .seconds), ("customer_id", .text), ("comment", .freeText), ("time_min", .minutes),
                ("conn_id", .text),
            ]),
        report(
            "cdr_3",
            [
                ("agent_id", .text), ("date", .timestamp), ("telephone", .text), ("message", .freeText),
                ("channel", .connectorChannel), ("customer_id", .text),
            ]),
        report("cdr_6", grain: .total, [("result", .text), ("count", .count)]),
        report(
            "campaign_7",
            [
                ("customer_id", .text), ("campaign_id", .text), ("file_name", .text), ("telephone", .text),
                ("result", .text), ("date", .timestamp),
            ], [Parameter("campaign_id", isRequired: true, acceptsAll: true)]),
        report(
            "skill_5", grain: .bucket(seconds: 3600),
            [
                ("skill_id", .text), ("hour", .text), ("date", .timestamp), ("message", .text),
            ],
            [
                Parameter("skill_id", isRequired: true),
                Parameter("queue", isRequired: false, values: ["first", "second"]),
            ]),
        report(
            "diagram_9",
            [
                ("session_id", .text), ("channel", .chatChannel), ("date", .timestamp), ("customer_phone", .text),
                ("customer_id", .text),
            ]),
    ]

    private static func report(
        _ name: String, grain: ExtractLimits.Grain = .event, _ fields: [(String, ValueForm)],
        _ parameters: [Parameter] = []
    ) -> ReportDefinition {
        ReportDefinition(
            name: name, title: .init(en: name, es: name), grain: grain, eventTime: grain == .total ? nil : "date",
            parameters: parameters, fields: fields.map { FieldDefinition($0, $1) })
    }

    private static let lists = [
        ListedValues(name: "campaigns", key: "campaign_id"), ListedValues(name: "skills", key: "skill_id"),
        ListedValues(name: "agents", key: "agent_id"),
    ]

    static let vocabulary = ReportVocabulary(names: reports.map(\.name), lists: lists) { name in
        reports.first { $0.name == name }
    }

    static let source = """
          - name: bogota
            server: "0012"
            token: ${WOLKVOX_TOKEN}
            time_zone: America/Bogota

        """

    /// A whole pipeline file; each part is given with its own key and ends with a line break.
    static func file(
        head: String = "version: 1\nname: nightly\n", sources: String = "sources:\n" + source,
        reports: String = "reports: [cdr_1]\n", load: String = "load: { to: output }\n", more: String = ""
    ) -> String {
        head + sources + reports + load + more
    }

    /// A file whose only source has these lines after its name, server and token.
    static func file(sourceLines: String) -> String {
        file(sources: "sources:\n" + source + sourceLines)
    }

    static func read(_ text: String, environment: [String: String] = environment) -> PipelineReader.Reading {
        PipelineReader.read(
            text: text, file: "pipeline.yaml", environment: environment, vocabulary: vocabulary)
    }
}
