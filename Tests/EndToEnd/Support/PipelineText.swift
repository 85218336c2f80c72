/// A pipeline file made of parts.
struct PipelineText: CustomStringConvertible {
    static let fiveReports = """
          - cdr_1
          - cdr_3
          - cdr_6
          - diagram_9
          - report: campaign_7
            with: { campaign_id: all }
        """

    var name = "try"
    var sources =
        "  - { name: bogota, time_zone: America/Bogota, endpoint: \"${WOLKVOX_ENDPOINT}\", token: \"${WOLKVOX_TOKEN}\", \(patience) }"
    var reports = fiveReports
    var span = "auto"
    var load = "{ to: output }"
    var more = ""

    /// No wait that a test would sit through.
    static let retries = "retry: { attempts: 2, first_wait: 0s, longest_wait: 0s }, empty: { retries: 1, pause: 0s }"

    /// The same, and a server that hangs is never given up, however long a busy machine keeps the test from its next step.
    static let patience = "\(retries), limits: { timeout: 1h }"

    var description: String {
        """
        version: 1
        name: \(name)
        sources:
        \(sources)
        window: { span: \(span) }
        reports:
        \(reports)
        load: \(load)
        \(more)

        """
    }
}
