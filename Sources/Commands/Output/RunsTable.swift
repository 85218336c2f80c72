import ETL

/// The runs of a lake, newest first.
struct RunsTable: Encodable, VerbResult {
    struct Entry: Encodable {
        var run: String
        var pipeline: String
        var startedAt: String
        var endedAt: String
        var tookSeconds: Int64
        var exitCode: Int
        var interrupted: Bool
        /// `archive` for a replay; nil where the API was asked.
        var rowsFrom: Manifest.RowsFrom?
        /// How many ended in each way.
        var partitions: [String: Int]
        var rows: Int
        var quarantined: Int
        var calls: Int

        init(_ run: RunHistory.Summary) {
            (self.run, pipeline, startedAt, endedAt) = (run.id, run.pipeline, run.startedAt, run.endedAt)
            (tookSeconds, exitCode, interrupted) = (run.seconds, run.exitCode, run.isInterrupted)
            rowsFrom = run.isReplay ? .archive : nil
            partitions = run.outcomes
            (rows, quarantined, calls) = (run.rows, run.quarantined, run.calls)
        }
    }

    var formatVersion = 1
    var runs: [Entry]
    /// The names of records that cannot be used.
    var damaged: [String]

    func lines(width: Int?) -> [String] {
        guard !runs.isEmpty else { return ["no run is recorded here"] }
        var table = TextTable(
            ["run", "pipeline", "started (UTC)", "took", "exit", "partitions", "rows", "calls"], numeric: [3, 4, 6, 7],
            yielding: .fold(5))
        for run in runs {
            table.add([
                run.run, run.pipeline, TimeText.shown(run.startedAt), TimeText.duration(run.tookSeconds),
                "\(run.exitCode)", Self.outcomes(run.partitions), run.rows.grouped, run.calls.grouped,
            ])
        }
        return table.lines(width: width)
    }

    /// `12 committed, 3 failed`: what needs nobody comes first.
    static func outcomes(_ counts: [String: Int]) -> String {
        let order = ["committed", "resumed", "skipped", "suspect", "left", "failed"]
        let others = counts.keys.filter { !order.contains($0) }.sorted()
        let parts = (order + others).compactMap { name in counts[name].map { "\($0.grouped) \(name)" } }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }
}

/// Times for people.
enum TimeText {
    /// Returns `2026-10-02 06:00:12` for `2026-10-02T06:00:12Z`.
    static func shown(_ time: String) -> String {
        time.replacing("T", with: " ").replacing("Z", with: "")
    }

    /// Returns `12 s`, `3 min 5 s` or `2 h 4 min`.
    static func duration(_ seconds: Int64) -> String {
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        if hours > 0 { return minutes == 0 ? "\(hours) h" : "\(hours) h \(minutes) min" }
        if minutes > 0 { return rest == 0 ? "\(minutes) min" : "\(minutes) min \(rest) s" }
        return "\(seconds) s"
    }
}
