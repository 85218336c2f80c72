import Disk
import ETL
import Foundation
import Synchronization

/// Where a command's words go: results to stdout, everything else to stderr.
package struct Terminal: Sendable {
    /// Writes to stdout.
    package var write: @Sendable (String) -> Void
    /// Writes to stderr.
    package var writeError: @Sendable (String) -> Void
    /// Whether stderr is a terminal that a person looks at, and whose cursor can be moved.
    package var isInteractive: Bool
    /// Whether stderr is a terminal whose cursor cannot be moved, as in the windows of some editors.
    package var isDumb = false
    /// Columns of that terminal.
    package var width: Int
    /// Measures the terminal again, for it may have been resized; nil where it cannot be measured.
    package var measure: @Sendable () -> (columns: Int, rows: Int)? = { nil }
    /// What moves at the bottom of that terminal.
    var live = LiveLines()
    /// Columns of the terminal that results go to; nil if they go elsewhere.
    package var resultWidth: Int?
    /// Why not all results could be written to stdout, in words; nil if they were.
    package var outputObstacle: @Sendable () -> String? = { nil }
    /// Writes messages as JSON; nil where they are words.
    var journal: JSONJournal?
    /// Whether somebody is there to answer questions.
    package var isAsking = false
    /// Reads a line that somebody types; nil at the end of the input.
    package var ask: @Sendable () -> String? = { nil }

    /// The process's own streams.
    static var process: Terminal {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = StandardStreams.isTerminal(.errors)
        let isDumb = ["dumb", "", nil].contains(environment["TERM"])
        return Terminal(
            write: { StandardOutput.shared.write($0) },
            writeError: { _ = StandardStreams.writeAll(Array($0.utf8), to: .errors) },
            isInteractive: isTerminal && !isDumb, isDumb: isTerminal && isDumb,
            width: StandardStreams.size(of: .errors)?.columns ?? usualWidth(environment),
            measure: { StandardStreams.size(of: .errors) },
            resultWidth: StandardStreams.size(of: .output)?.columns,
            outputObstacle: { StandardOutput.shared.obstacle },
            isAsking: StandardStreams.isTerminal(.input) && StandardStreams.isTerminal(.errors),
            ask: { readLine() })
    }

    /// The columns that the environment says, or 80, where no terminal can be measured.
    private static func usualWidth(_ environment: [String: String]) -> Int {
        environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 80
    }

    /// The terminal as it is now; rows are nil where they cannot be measured.
    var size: (columns: Int, rows: Int?) {
        guard let size = measure() else { return (width, nil) }
        return (size.columns, size.rows > 0 ? size.rows : nil)
    }

    /// Writes a line to stdout.
    func line(_ text: String = "") { write(ShownText.line(text) + "\n") }
    /// Writes lines to stdout.
    func lines(_ text: String) { write(ShownText.lines(text) + "\n") }
    /// Writes a message to stderr: a line of words, or a JSON object with its level and further fields.
    func errorLine(_ text: String, level: MessageLevel = .notice, fields: [String: JournalValue] = [:]) {
        let line = journal.map { ShownText.json($0.line(level, message: text, fields: fields)) } ?? ShownText.line(text)
        live.write(line + "\n", through: writeError)
    }
}

/// The process's stdout, and what has kept a result from being written to it.
final class StandardOutput: Sendable {
    /// The only one.
    static let shared = StandardOutput()

    private let failure = Mutex<StandardStreams.Obstacle?>(nil)

    /// Writes text; nothing more is written after a failure.
    func write(_ text: String) {
        failure.withLock { failure in
            if failure == nil { failure = StandardStreams.writeAll(Array(text.utf8), to: .output) }
        }
    }

    /// Why not all text could be written, in words; nil if it was, or if a reader such as `head` has read enough.
    var obstacle: String? { failure.withLock { $0.flatMap { $0.isReaderGone ? nil : $0.reason } } }
}
