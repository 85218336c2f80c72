import PipelineFile

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

    private static let typed: [ReportVocabulary.Column] = [
        .init(name: "date", type: .timestamp), .init(name: "message", type: .text), .init(name: "_extra", type: .json),
    ]

    static let vocabulary = ReportVocabulary(reports: [
        .init(
            name: "cdr_1",
            fields: [
                "agent_name", "date", "destiny", "telephone", "cost", "time_seg", "customer_id", "comment", "time_min",
                "conn_id",
            ],
            grain: .event),
        .init(
            name: "cdr_3",
            fields: [
                "agent_id", "date", "telephone", "message", "channel", "channel_kind", "customer_id", "connector_type",
                "connector_id",
            ],
            grain: .event),
        .init(name: "cdr_6", fields: ["result", "count", "window_start", "window_end"], grain: .total),
        .init(
            name: "campaign_7", fields: ["customer_id", "campaign_id", "file_name", "telephone", "result", "date"],
            parameters: [.init(name: "campaign_id", isRequired: true, acceptsAll: true)], grain: .event),
        .init(
            name: "skill_5", fields: ["skill_id", "hour"],
            parameters: [
                .init(name: "skill_id", isRequired: true, acceptsAll: false),
                .init(name: "queue", isRequired: false, acceptsAll: false, values: ["first", "second"]),
            ], grain: .bucket, columns: { _, _ in typed }),
        .init(
            name: "diagram_9", fields: ["session_id", "channel", "date", "customer_phone", "customer_id", "_extra"],
            grain: .event
        ),
    ])

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
