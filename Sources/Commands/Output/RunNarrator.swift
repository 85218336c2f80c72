import ETL
import Engine
import Logging
import Synchronization

/// Tells what a run is doing: a line that moves on a terminal, plain lines elsewhere.
final class RunNarrator: Sendable {
    private struct Progress {
        var total: Int
        var finished = 0
        var rows = 0
        var calls = 0
        var now = ""
        /// The zones of the sources, for the instants of windows.
        var zones: [String: ZoneRules] = [:]
    }

    private let progress: Mutex<Progress>
    private let startedAt: Int64
    private let context: CommandContext
    private let logger: Logger
    private let isQuiet: Bool

    init(partitions: Int = 0, context: CommandContext, options: LogOptions) {
        let context = context.logging(options)
        progress = Mutex(Progress(total: partitions))
        startedAt = context.now()
        self.context = context
        isQuiet = options.quiet
        let terminal = context.terminal
        logger = Logger(label: "run") { _ in LineLogHandler(terminal: terminal) }
        isMoving = terminal.isInteractive && terminal.journal == nil && !options.quiet
    }

    private let isMoving: Bool
    /// Failures with one cause that came one after another, not written yet.
    private let failures = Mutex<FailureStreak?>(nil)

    /// Days that failed for the same reason.
    private struct FailureStreak {
        let error: ETLError
        let first: Partition
        var count: Int
    }

    /// Learns how many partitions the run is about, and the zones of its sources.
    func expect(partitions: Int, zones: [String: ZoneRules] = [:]) {
        progress.withLock { progress in
            progress.total = partitions
            progress.zones = zones
        }
    }

    /// Tells what concerns the whole run.
    func say(_ text: String) {
        guard !isQuiet else { return }
        if isMoving {
            context.terminal.writeError("\r\u{1B}[K\(ShownText.line(text))\n")
        } else {
            logger.notice("\(text)")
        }
    }

    func hear(_ event: RunEvent) {
        note(event)
        guard !isQuiet else { return }
        if case .finished(let result) = event, let error = result.error {
            gather(error, of: result.partition)
        } else {
            writeFailures()
            if !isMoving { log(event) }
        }
        if isMoving { draw() }
    }

    /// Clears the moving line, so that what follows starts on an empty one.
    func end() {
        writeFailures()
        if isMoving { context.terminal.writeError("\r\u{1B}[K") }
    }

    private func note(_ event: RunEvent) {
        progress.withLock { progress in
            switch event {
            case .asking(let report, let source, let window, let label):
                progress.now = "\(report)\(label.isEmpty ? "" : " \(label)") of \(source), \(span(window))"
            case .received(_, _, _, let tally):
                progress.rows += tally.rows
                progress.calls += tally.calls
            case .split:
                progress.calls += 1
            case .narrowing:
                progress.calls += 1
            case .fannedOut:
                break
            case .askingAgain(let partition, _, _):
                progress.now = "\(partition), once more after a pause"
            case .finished:
                progress.finished += 1
            case .laneEnded:
                break
            }
        }
    }

    private func draw() {
        let progress = progress.withLock { $0 }
        let line = ProgressLine(
            finished: progress.finished, total: progress.total, rows: progress.rows, calls: progress.calls,
            elapsed: context.now() - startedAt, now: ShownText.line(progress.now))
        context.terminal.writeError("\r\u{1B}[K" + line.text(width: context.terminal.columns - 1))
    }

    private func log(_ event: RunEvent) {
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
        case .laneEnded:
            break
        }
    }

    /// Adds a failure to those of the same cause; a hundred days that wait for one token are one line.
    private func gather(_ error: ETLError, of partition: Partition) {
        let isSame = failures.withLock { streak in
            guard streak?.error.cause == error.cause else { return false }
            streak?.count += 1
            return true
        }
        guard !isSame else { return }
        writeFailures()
        failures.withLock { $0 = FailureStreak(error: error, first: partition, count: 1) }
    }

    private func writeFailures() {
        guard let streak = failures.withLock({ $0.take() }) else { return }
        // The advice is printed once, at the end of the run.
        let message = streak.error.message
        if isMoving {
            let subject = message.contains(" of \(streak.first.source)") ? "" : "\(streak.first): "
            return say(
                "failed: \(subject)\(message)\(streak.count > 1 ? " (\(streak.count.counted("partition")))" : "")")
        }
        var more: Logger.Metadata = ["reason": "\(message)"]
        if streak.count > 1 { more["partitions"] = .count(streak.count) }
        logger.error("failed", metadata: about(streak.first, more))
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
        if context.terminal.journal == nil {
            about["window"] = "\(span(window))"
        } else {
            let zone = progress.withLock { $0.zones[source] } ?? ZoneRules(identifier: "UTC", initialOffset: 0)
            about["from"] = "\(zone.iso8601(window.first))"
            about["to"] = "\(zone.iso8601(window.last, later: true))"
        }
        return more.merging(about) { $1 }
    }

    private func about(_ partition: Partition, _ more: Logger.Metadata) -> Logger.Metadata {
        more.merging(
            ["report": "\(partition.report)", "source": "\(partition.source)", "day": "\(partition.day)"]) { $1 }
    }

    private func span(_ window: Window) -> String {
        let isWhole = window.first.secondOfDay == 0 && window.last.secondOfDay == 86_399
        guard isWhole else { return window.description }
        return window.days.count == 1
            ? "\(window.days.lowerBound)" : "\(window.days.lowerBound) … \(window.days.upperBound)"
    }
}

extension Logger.MetadataValue {
    /// A number that stays one in JSON.
    fileprivate static func count(_ number: Int) -> Self { .stringConvertible(number) }
}
