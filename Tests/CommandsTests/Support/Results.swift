import ETL
import Engine

/// Ends of partitions, as a run reports them.
enum Results {
    static func committed(
        _ report: String, _ day: String, rows: Int, _ change: CommittedPartition.Change = .created,
        source: String = "bogota", quarantined: Int = 0, leftOut: Int = 0
    ) -> PartitionResult {
        var visible = visible(rows, change)
        visible.received += quarantined + leftOut
        visible.quarantined = quarantined
        visible.leftOut = leftOut
        return PartitionResult(partition(report, day, source), .committed(visible))
    }

    static func suspect(_ report: String, _ day: String, rows: Int, _ reason: String) -> PartitionResult {
        PartitionResult(partition(report, day), .suspect(visible(rows, nil), reason: reason))
    }

    static func failed(
        _ report: String, _ day: String, _ code: ETLError.Code, _ message: String = "It failed",
        advice: String = "Run again later."
    ) -> PartitionResult {
        PartitionResult(partition(report, day), .failed(ETLError(code, message, advice: advice)))
    }

    /// A failure of one day whose cause is known apart from the window that it failed for.
    static func failed(_ report: String, _ day: String, _ cause: String) -> PartitionResult {
        let error = ETLError(
            .source, "\(report) of bogota, \(day): \(cause)", advice: "Run again later.", cause: cause)
        return PartitionResult(partition(report, day), .failed(error))
    }

    static func report(_ results: [PartitionResult]) -> RunReport {
        var report = RunReport()
        report.add(results)
        return report
    }

    /// A job that is never run.
    static func job(
        _ report: String, of source: String = "bogota", lane: String = "lane", days: Int,
        zone: ZoneRules = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)
    ) -> ReportJob {
        let first = Day(number: 20_727)
        return ReportJob(
            report: report, source: source, lane: lane, extractors: [], transformers: [], zone: zone,
            days: first...first.advanced(by: days - 1))
    }

    private static func partition(_ report: String, _ day: String, _ source: String = "bogota") -> Partition {
        Partition(report: report, source: source, day: Day(day) ?? Day(number: 0))
    }

    private static func visible(_ rows: Int, _ change: CommittedPartition.Change?) -> CommittedPartition {
        CommittedPartition(received: rows, rows: rows, quarantined: 0, bytes: rows, state: .final, change: change)
    }
}
