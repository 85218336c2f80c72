import Synchronization

/// Lines at the bottom of a terminal that are drawn again and again, and what is written above them.
///
/// The cursor waits at the start of the first line. So taking the lines away is one step, down to the end of the screen,
/// whatever a terminal made of them when it was resized: one that breaks lines again keeps the cursor at that start. While
/// they are drawn, lines that are too long all the same are cut by the terminal and not broken. The cursor is never hidden
/// and no colour is set, so a process that is killed leaves nothing to restore.
final class LiveLines: Sendable {
    private struct Shown: Equatable {
        var lines: [String] = []
        var columns = 0
    }

    private let shown = Mutex(Shown())

    private static let toStart = "\r"
    private static let eraseBelow = "\u{1B}[J"
    private static let dontWrap = "\u{1B}[?7l"
    private static let wrap = "\u{1B}[?7h"

    /// Draws lines in the place of those that are shown.
    ///
    /// - Parameters:
    ///   - lines: lines without anything that moves the cursor; none takes away those that are shown.
    ///   - columns: the terminal's width, for after a resize the same lines are drawn again.
    ///   - write: takes all of it at once.
    func show(_ lines: [String], columns: Int = 0, through write: (String) -> Void) {
        shown.withLock { shown in
            let wanted = lines.isEmpty ? Shown() : Shown(lines: lines, columns: columns)
            guard wanted != shown else { return }
            write((shown.lines.isEmpty ? "" : Self.erase) + Self.drawn(lines))
            shown = wanted
        }
    }

    /// Writes whole lines above those that are shown.
    func write(_ text: String, through write: (String) -> Void) {
        shown.withLock { shown in
            write(shown.lines.isEmpty ? text : Self.erase + text + Self.drawn(shown.lines))
        }
    }

    private static let erase = toStart + eraseBelow

    private static func drawn(_ lines: [String]) -> String {
        if lines.isEmpty { return "" }
        let up = lines.count > 1 ? "\u{1B}[\(lines.count - 1)A" : ""
        return dontWrap + lines.joined(separator: "\r\n") + wrap + toStart + up
    }
}
