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
    }

    private let progress: Mutex<Progress>
    private let startedAt: Int64
    private let context: CommandContext
    private let logger: Logger
    private let isQuiet: Bool

    init(partitions: Int = 0, context: CommandContext, options: LogOptions) {
        progress = Mutex(Progress(total: partitions))
        startedAt = context.now()
        self.context = context
        isQuiet = options.quiet
        let terminal = context.terminal
        let isJSON = options.logFormat == .json
        logger = Logger(label: "run") { _ in LineLogHandler(terminal: terminal, isJSON: isJSON) }
        isMoving = context.terminal.isInteractive && !isJSON && !options.quiet
    }

    private let isMoving: Bool

    /// Learns how many partitions the run is about.
    func expect(partitions: Int) { progress.withLock { $0.total = partitions } }

    /// Tells what concerns the whole run.
    func say(_ text: String) {
        guard !isQuiet else { return }
        if isMoving { context.terminal.writeError("\r\u{1B}[K\(text)\n") } else { logger.notice("\(text)") }
    }

    func hear(_ event: RunEvent) {
        note(event)
        guard !isQuiet else { return }
        if isMoving { draw() } else { log(event) }
    }

    /// Clears the moving line, so that what follows starts on an empty one.
    func end() {
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
        let total = progress.total
        let done = total == 0 ? 0 : progress.finished * 20 / total
        let bar = String(repeating: "█", count: done) + String(repeating: "░", count: 20 - done)
        let elapsed = context.now() - startedAt
        let left = progress.finished == 0 ? nil : elapsed * Int64(total - progress.finished) / Int64(progress.finished)
        let line =
            "\(bar) \(progress.finished)/\(total) days  \(progress.rows.grouped) rows  \(progress.calls) calls"
            + (left.map { "  \($0) s left" } ?? "") + "  \(progress.now)"
        context.terminal.writeError("\r\u{1B}[K" + String(line.prefix(max(20, context.terminal.width - 1))))
    }

    private func log(_ event: RunEvent) {
        switch event {
        case .asking(let report, let source, let window, let label):
            logger.debug("asking", metadata: about(report, source, window, ["parameter": "\(label)"]))
        case .received(let report, let source, let window, let tally):
            logger.info(
                "received",
                metadata: about(report, source, window, ["rows": "\(tally.rows)", "calls": "\(tally.calls)"]))
        case .split(let report, let source, let window, let reason):
            logger.info("too large for one call", metadata: about(report, source, window, ["reason": "\(reason)"]))
        case .narrowing(let report, let source, let window, let reason):
            logger.notice(
                "not to be had for all values together",
                metadata: about(report, source, window, ["reason": "\(reason)"]))
        case .fannedOut(let report, let source, let label, let parts):
            logger.info(
                "one call for each value",
                metadata: ["report": "\(report)", "source": "\(source)", "of": "\(label)", "values": "\(parts)"])
        case .askingAgain(let partition, let reason, let pause):
            logger.notice(
                "unlikely answer, asking again",
                metadata: about(partition, ["reason": "\(reason)", "pause": "\(pause)s"]))
        case .finished(let result):
            let visible = result.visible
            let metadata = about(
                result.partition,
                ["rows": "\(visible?.rows ?? 0)", "change": "\(visible?.change?.rawValue ?? "none")"])
            if let error = result.error {
                logger.error("failed", metadata: about(result.partition, ["reason": "\(error.description)"]))
            } else {
                logger.info("\(result.outcome.name)", metadata: metadata)
            }
        case .laneEnded:
            break
        }
    }

    private func about(
        _ report: String, _ source: String, _ window: Window, _ more: Logger.Metadata
    ) -> Logger.Metadata {
        more.merging(["report": "\(report)", "source": "\(source)", "window": "\(span(window))"]) { $1 }
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
