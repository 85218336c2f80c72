import ETL

/// The line on a terminal that says how far a run has come.
struct ProgressLine {
    var finished: Int
    var total: Int
    var rows: Int
    var calls: Int
    /// Seconds since the run began.
    var elapsed: Int64
    /// What the run waits for.
    var now: String

    /// The line in at most `width` columns. What the run waits for is the last to go: before it, the bar becomes shorter,
    /// then the bar, the time left, the calls and the rows are left out.
    func text(width: Int) -> String {
        let left = secondsLeft.map { "\($0) s left" }
        let counts = [rows.counted("row"), calls.counted("call")]
        let attempts = [
            [bar(20)] + counts + [left], [bar(10)] + counts + [left], [days] + counts + [left], [days] + counts,
            [days, counts[0]], [days],
        ]
        let lines = attempts.map { ($0 + [now.isEmpty ? nil : now]).compactMap(\.self).joined(separator: "  ") }
        return lines.first { DisplayWidth.columns($0) <= width }
            ?? DisplayWidth.cut(lines[lines.count - 1], to: max(1, width))
    }

    private var days: String { "\(finished)/\(total) days" }

    private var secondsLeft: Int64? {
        finished == 0 ? nil : elapsed * Int64(max(0, total - finished)) / Int64(finished)
    }

    private func bar(_ length: Int) -> String {
        let done = total == 0 ? 0 : min(length, finished * length / total)
        return String(repeating: "█", count: done) + String(repeating: "░", count: length - done) + " " + days
    }
}
