import ETL
import Engine

/// The numbers of a run and of what the lake holds after it.
struct RunMetrics {
    let record: RunRecordText
    /// When the pipeline last ended with 0; nil if it never did.
    var lastSuccessAt: Int64?
    var freshness: [Freshness.Entry] = []

    /// Every outcome has its sample, so that a graph has no gaps where a number is 0.
    static let outcomes = ["committed", "resumed", "skipped", "suspect", "left", "failed"]

    var text: MetricsText { MetricsText(pipeline: record.head.pipeline, gauges: gauges) }

    private var gauges: [MetricsText.Gauge] {
        let (head, report) = (record.head, record.results)
        var outcomes: [String: Int] = [:]
        var (rows, quarantined) = (0, 0)
        for result in report {
            outcomes[result.outcome.name, default: 0] += 1
            rows += result.visible?.rows ?? 0
            quarantined += result.visible?.quarantined ?? 0
        }
        let calls = [
            ("first", head.calls.first), ("split", head.calls.split), ("retry", head.calls.retry),
            ("empty_check", head.calls.emptyCheck),
        ]
        let left = (head.calls.callsLeft ?? [:]).sorted { $0.key < $1.key }
        let (started, ended) = (Manifest.Received.instant(head.startedAt), Manifest.Received.instant(head.endedAt))
        return [
            single("last_run_timestamp_seconds", help: "When the last run ended.", value: ended ?? 0),
            single(
                "last_success_timestamp_seconds",
                help: "When a run last ended with exit code 0, or 0 if none ever did.",
                value: lastSuccessAt ?? 0),
            single(
                "last_run_duration_seconds", help: "How long the last run took.",
                value: max(0, (ended ?? 0) - (started ?? ended ?? 0))),
            single("last_run_exit_code", help: "The exit code of the last run.", value: Int64(head.exitCode)),
            labelled(
                "last_run_partitions", help: "Partitions of the last run by how they ended.", label: "outcome",
                values: Self.outcomes.map { ($0, outcomes[$0] ?? 0) }),
            single("last_run_rows", help: "Rows in the partitions of the last run.", value: Int64(rows)),
            single(
                "last_run_quarantined_rows", help: "Rows in quarantine of the partitions of the last run.",
                value: Int64(quarantined)
            ),
            labelled("last_run_calls", help: "Calls of the last run by purpose.", label: "purpose", values: calls),
            labelled(
                "calls_left", help: "Calls left of the budget of the day, by source.", label: "source",
                values: left.map { ($0, $1) }),
            MetricsText.Gauge(
                name: "freshness_timestamp_seconds",
                help: "The instant up to which the rows of a report are there.",
                samples: freshness.map {
                    MetricsText.Sample(labels: [("report", $0.report), ("source", $0.source)], value: $0.until)
                }),
        ]
    }

    private func single(_ name: String, help: String, value: Int64) -> MetricsText.Gauge {
        MetricsText.Gauge(name: name, help: help, samples: [MetricsText.Sample(value: value)])
    }

    private func labelled(
        _ name: String, help: String, label: String, values: [(String, Int)]
    ) -> MetricsText.Gauge {
        MetricsText.Gauge(
            name: name, help: help,
            samples: values.map { MetricsText.Sample(labels: [(label, $0.0)], value: Int64($0.1)) })
    }
}
