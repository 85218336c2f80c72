import ETL
import Engine
import Logging
import Synchronization

/// Tells what a run is doing: lines that move on a terminal, a plain line now and then on one whose cursor cannot be moved,
/// and a log elsewhere.
final class RunNarrator: Sendable {
    private enum Style {
        case silent, moving, plain, log
    }

    /// Days that failed for the same reason.
    private struct FailureStreak {
        let error: ETLError
        let first: Partition
        var count: Int
    }

    private let context: CommandContext
    private let logger: Logger
    private let style: Style
    private let progress = Mutex(RunProgress())
    /// Failures with one cause that came one after another, not written yet.
    private let failures = Mutex<FailureStreak?>(nil)
    /// When a plain line was written last.
    private let lastPlain = Mutex<Int64?>(nil)

    /// Seconds from one plain line to the next.
    private static let plainPause: Int64 = 10

    init(context: CommandContext, options: LogOptions) {
        let context = context.logging(options)
        self.context = context
        let terminal = context.terminal
        logger = Logger(label: "run") { _ in LineLogHandler(terminal: terminal) }
        style =
            switch terminal.journal {
            case _ where options.quiet: .silent
            case .some: .log
            case nil: terminal.isInteractive ? .moving : terminal.isDumb ? .plain : .log
            }
    }

    /// Tells what concerns the whole run.
    func say(_ text: String) {
        switch style {
        case .silent: break
        case .moving, .plain: context.terminal.errorLine(text)
        case .log: logger.notice("\(text)")
        }
    }

    /// Hears what happens in the run.
    func hear(_ event: RunEvent) {
        progress.withLock { $0.note(event, at: context.now()) }
        guard style != .silent else { return }
        if case .finished(let result) = event, let error = result.error {
            gather(error, of: result.partition)
        } else {
            writeFailures()
            if style == .log { log.log(event) }
        }
        draw()
    }

    /// Hears what becomes of the calls of a token.
    func hear(_ news: CallNews, in lane: String) {
        progress.withLock { $0.note(news, in: lane, at: context.now()) }
        // Most turns come at once.
        if case .waits = news { return }
        draw()
    }

    /// Takes the moving lines away, so that what follows starts on an empty one.
    func end() {
        writeFailures()
        progress.withLock { progress in
            progress = RunProgress()
            if style == .moving { context.terminal.live.show([], through: context.terminal.writeError) }
        }
    }

    /// Draws every now and then, for time passes and terminals are resized while nothing happens; until it is cancelled.
    func tick() async {
        let pause: Duration = style == .moving || style == .plain ? .milliseconds(250) : .seconds(3600)
        while (try? await Task.sleep(for: pause)) != nil { draw() }
    }

    private func draw() {
        let terminal = context.terminal
        switch style {
        case .silent, .log:
            break
        case .moving:
            let (columns, rows) = terminal.size
            // Nobody else draws meanwhile, lest an older state be drawn last.
            progress.withLock { progress in
                let lines = progress.lines(columns: columns, rows: rows, at: context.now())
                terminal.live.show(lines, columns: columns, through: terminal.writeError)
            }
        case .plain:
            let now = context.now()
            let lines = progress.withLock { $0.lines(columns: terminal.size.columns, rows: nil, at: now) }
            let isDue = lastPlain.withLock { last in
                if lines.isEmpty || last.map({ 0..<Self.plainPause ~= now - $0 }) ?? false { return false }
                last = now
                return true
            }
            if isDue { for line in lines { terminal.errorLine(line) } }
        }
    }

    private var log: RunLog {
        RunLog(
            logger: logger, isJSON: context.terminal.journal != nil, zones: progress.withLock { $0.zones })
    }

    /// Adds a failure to those of the same cause; a hundred days that wait for one token are one line.
    private func gather(_ error: ETLError, of partition: Partition) {
        let earlier = failures.withLock { streak -> FailureStreak? in
            if streak?.error.cause == error.cause {
                streak?.count += 1
                return nil
            }
            defer { streak = FailureStreak(error: error, first: partition, count: 1) }
            return streak
        }
        if let earlier { write(earlier) }
    }

    private func writeFailures() {
        if let streak = failures.withLock({ $0.take() }) { write(streak) }
    }

    private func write(_ streak: FailureStreak) {
        // The advice is printed once, at the end of the run.
        let message = streak.error.message
        switch style {
        case .silent:
            break
        case .log:
            log.log(failure: message, of: streak.first, count: streak.count)
        case .moving, .plain:
            let subject = message.contains(" of \(streak.first.source)") ? "" : "\(streak.first): "
            say("failed: \(subject)\(message)\(streak.count > 1 ? " (\(streak.count.counted("partition")))" : "")")
        }
    }
}
