import ETL

/// The runs of a lake, newest first.
struct RunsTable: Encodable, VerbResult {
    var formatVersion = 1
    var runs: [RunHistory.Summary]
    /// The names of records that cannot be used.
    var damaged: [String]

    func lines(width: Int?) -> [String] {
        guard !runs.isEmpty else { return ["no run is recorded here"] }
        var table = TextTable(
            ["run", "pipeline", "started (UTC)", "took", "exit", "partitions", "rows", "calls"], numeric: [3, 4, 6, 7],
            yielding: .fold(5))
        for run in runs {
            table.add([
                run.id, run.pipeline, TimeText.shown(run.startedAt), TimeText.duration(run.seconds),
                "\(run.exitCode)", Self.outcomes(run.outcomes), run.rows.grouped, run.calls.grouped,
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
