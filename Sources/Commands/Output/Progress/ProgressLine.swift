import ETL

/// The line on a terminal that says how far one source has come.
struct ProgressLine {
    let progress: SourceProgress
    /// Seconds since 1970-01-01T00:00:00Z.
    let now: Int64
    /// Columns for the names, so that the lines of several sources stand below each other.
    var namesWidth = 0

    /// A wait for an answer that is worth a word.
    static let longWait: Int64 = 5

    /// Returns the line in at most `width` columns.
    ///
    /// The narrower the terminal, the more is left out: the bar, the window that is asked for, the rate, the rows, the
    /// calls and the time left. A wait that is out of the ordinary goes last, and is cut before it goes.
    func text(width: Int) -> String {
        guard width > 0 else { return "" }
        let lines = attempts.lazy.map { parts in parts.filter { !$0.isEmpty }.joined(separator: "  ") }
        if let line = lines.first(where: { DisplayWidth.columns($0) <= width }) { return line }
        let shortest = "\(names)  \(days)"
        guard isHeldUp else { return DisplayWidth.cut(shortest, to: width) }
        let start = [shortest, names].first { DisplayWidth.columns($0) + 2 + Self.leastOfWait <= width }
        return DisplayWidth.cut(start.map { "\($0)  \(wait)" } ?? shortest, to: width)
    }

    /// Fewer columns than these say nothing of a wait.
    private static let leastOfWait = 20

    private var attempts: [[String]] {
        let numbers = [rows, rate, calls, timeLeft]
        let wide = [20, 10].map { [DisplayWidth.padded(names, to: namesWidth), bar($0)] + numbers + [wait] }
        let narrow: [[String]] =
            isHeldUp
            ? [numbers, [rows, calls, timeLeft], [calls, timeLeft], [timeLeft], []].map { $0 + [wait] }
            : [
                numbers + [wait], numbers, [rows, calls, timeLeft], [rows, fewerCalls, timeLeft],
                [fewerCalls, timeLeft], [timeLeft], [],
            ]
        return wide + narrow.map { [names, days] + $0 }
    }

    /// The source and the report, for people.
    var names: String { ShownText.line(progress.source + (progress.report.isEmpty ? "" : " \(progress.report)")) }

    private var days: String { "\(progress.finished)/\(progress.total) days" }
    private var rows: String { progress.rows.counted("row") }
    private var fewerCalls: String { progress.calls.counted("call") }

    private var calls: String {
        fewerCalls + (progress.callsLeft.map { ", \($0.grouped) left" } ?? "")
    }

    private var rate: String {
        let seconds = progress.began.map { now - $0 } ?? 0
        guard seconds > 0, progress.rows > 0 else { return "" }
        let rate = progress.rows / Int(seconds)
        return rate > 0 ? rate.counted("row") + "/s" : (progress.rows * 60 / Int(seconds)).counted("row") + "/min"
    }

    private var timeLeft: String {
        guard let seconds = progress.secondsLeft(at: now), progress.finished < progress.total else { return "" }
        return "\(Self.duration(seconds)) left"
    }

    /// A duration in its largest units: `45 s`, `12 min`, `3 h 20 min`.
    static func duration(_ seconds: Int64) -> String {
        if seconds < 100 { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        if minutes < 100 { return "\(minutes) min" }
        return "\(minutes / 60) h" + (minutes % 60 == 0 ? "" : " \(minutes % 60) min")
    }

    /// Whether it waits longer than answers usually take.
    private var isHeldUp: Bool {
        switch progress.wait {
        case .nothing: false
        case .answer(_, let since): now - since >= Self.longWait
        case .token, .pause: true
        }
    }

    private var wait: String {
        switch progress.wait {
        case .nothing:
            return ShownText.line(progress.window)
        case .answer(let window, let since):
            return ShownText.line(isHeldUp ? "waiting \(Self.duration(now - since)) for \(window)" : window)
        case .token(let since):
            return "waiting \(Self.duration(max(0, now - since))) for the token"
        case .pause(let reason, let until):
            return ShownText.line("asks again in \(Self.duration(max(0, until - now))): \(reason)")
        }
    }

    private func bar(_ length: Int) -> String {
        let done = progress.total == 0 ? 0 : min(length, progress.finished * length / progress.total)
        return String(repeating: "█", count: done) + String(repeating: "░", count: length - done) + " " + days
    }
}
