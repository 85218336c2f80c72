/// A pipeline file of the five reports that loses no time with waiting.
struct Rehearsal: CustomStringConvertible {
    static let reports = ["cdr_1", "cdr_3", "cdr_6", "diagram_9", "campaign_7"]

    var reports = Rehearsal.reports
    var span = "12h"
    var limits = "{ timeout: 60s }"
    /// Sources and the variables that hold their tokens.
    var sources = [(name: "bogota", token: "WOLKVOX_TOKEN")]
    var load = "{ to: output }"
    var more = "quality: { max_quarantined: 50% }"

    var description: String {
        """
        version: 1
        name: rehearsal
        sources:
        \(sources.map { source($0.name, $0.token) }.joined(separator: "\n"))
        window: { span: \(span) }
        reports:
        \(reports.map(report).joined(separator: "\n"))
        load: \(load)
        \(more)

        """
    }

    private func source(_ name: String, _ token: String) -> String {
        """
          - name: \(name)
            endpoint: "${WOLKVOX_ENDPOINT}"
            token: "${\(token)}"
            time_zone: America/Bogota
            limits: \(limits)
            retry: { attempts: 3, first_wait: 0s, longest_wait: 0s }
            empty: { retries: 1, pause: 0s }
        """
    }

    private func report(_ name: String) -> String {
        name == "campaign_7" ? "  - { report: campaign_7, with: { campaign_id: all } }" : "  - \(name)"
    }
}
