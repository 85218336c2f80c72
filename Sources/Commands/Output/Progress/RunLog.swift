import ETL
import Engine
import Logging

/// Writes what happens in a run to the log, one line each.
struct RunLog {
    let logger: Logger
    /// Whether the lines are JSON.
    let isJSON: Bool
    /// The zones of the sources, for the instants of windows.
    let zones: [String: ZoneRules]

    func log(_ event: RunEvent) {
        switch event {
        case .asking(let report, let source, let window, let label):
            logger.debug(
                "asking", metadata: about(report, of: source, window: window, adding: ["parameter": "\(label)"]))
        case .received(let report, let source, let window, let tally):
            logger.info(
                "received",
                metadata: about(
                    report, of: source, window: window,
                    adding: ["rows": .count(tally.rows), "calls": .count(tally.calls)]))
        case .split(let report, let source, let window, let reason):
            logger.info(
                "too large for one call",
                metadata: about(report, of: source, window: window, adding: ["reason": "\(reason)"]))
        case .narrowing(let report, let source, let window, let reason):
            logger.notice(
                "not to be had for all values together",
                metadata: about(report, of: source, window: window, adding: ["reason": "\(reason)"]))
        case .fannedOut(let report, let source, let label, let parts):
            logger.info(
                "one call for each value",
                metadata: ["report": "\(report)", "source": "\(source)", "of": "\(label)", "values": .count(parts)])
        case .askingAgain(let partition, let reason, let pause):
            logger.notice(
                "unlikely answer, asking again",
                metadata: about(partition, ["reason": "\(reason)", "pause_seconds": .stringConvertible(pause)]))
        case .finished(let result):
            logger.info("\(result.outcome.name)", metadata: about(result.partition, Self.counts(result)))
        case .begins, .laneEnded:
            break
        }
    }

    /// Logs that days failed for one reason, the first of them by name.
    func log(failure message: String, of first: Partition, count: Int) {
        var more: Logger.Metadata = ["reason": "\(message)"]
        if count > 1 { more["partitions"] = .count(count) }
        logger.error("failed", metadata: about(first, more))
    }

    /// Rows written, and those that were not, where there are any.
    private static func counts(_ result: PartitionResult) -> Logger.Metadata {
        let visible = result.visible
        var counts: Logger.Metadata = [
            "rows": .count(visible?.rows ?? 0), "change": "\(visible?.change?.rawValue ?? "none")",
        ]
        if let visible, visible.quarantined > 0 { counts["quarantined"] = .count(visible.quarantined) }
        if let visible, visible.leftOut > 0 { counts["filtered"] = .count(visible.leftOut) }
        if let visible, visible.forgotten > 0 { counts["forgotten"] = .count(visible.forgotten) }
        if case .suspect(_, let reason) = result.outcome { counts["reason"] = "\(reason)" }
        return counts
    }

    /// For people a window is its days or its times; for programs it has a first and a last second, with offset.
    private func about(
        _ report: String, of source: String, window: Window, adding more: Logger.Metadata
    ) -> Logger.Metadata {
        var about: Logger.Metadata = ["report": "\(report)", "source": "\(source)"]
        if isJSON {
            let zone = zones[source] ?? ZoneRules(identifier: "UTC", initialOffset: 0)
            about["from"] = "\(zone.iso8601(window.first))"
            about["to"] = "\(zone.iso8601(window.last, later: true))"
        } else {
            about["window"] = "\(window.spanText)"
        }
        return more.merging(about) { $1 }
    }

    private func about(_ partition: Partition, _ more: Logger.Metadata) -> Logger.Metadata {
        more.merging(
            ["report": "\(partition.report)", "source": "\(partition.source)", "day": "\(partition.day)"]) { $1 }
    }
}

extension Logger.MetadataValue {
    /// A number that stays one in JSON.
    fileprivate static func count(_ number: Int) -> Self { .stringConvertible(number) }
}
