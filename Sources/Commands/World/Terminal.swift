import Foundation

/// Where a command's words go: results to stdout, everything else to stderr.
package struct Terminal: Sendable {
    /// Writes to stdout.
    package var write: @Sendable (String) -> Void
    /// Writes to stderr.
    package var writeError: @Sendable (String) -> Void
    /// Whether stderr is a terminal that a person looks at.
    package var isInteractive: Bool
    /// Columns of that terminal.
    package var width: Int
    /// Whether somebody is there to answer questions.
    package var isAsking = false
    /// Reads a line that somebody types; nil at the end of the input.
    package var ask: @Sendable () -> String? = { nil }

    /// The process's own streams.
    static var process: Terminal {
        let environment = ProcessInfo.processInfo.environment
        return Terminal(
            write: { Self.write($0, to: FileHandle.standardOutput) },
            writeError: { Self.write($0, to: FileHandle.standardError) },
            isInteractive: isatty(FileHandle.standardError.fileDescriptor) == 1 && environment["TERM"] != "dumb",
            width: environment["COLUMNS"].flatMap { Int($0) } ?? 80,
            isAsking: isatty(FileHandle.standardInput.fileDescriptor) == 1
                && isatty(FileHandle.standardError.fileDescriptor) == 1,
            ask: { readLine() })
    }

    /// A reader that went away (`| head`) is no reason to fail.
    private static func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }

    /// Writes a line to stdout.
    func line(_ text: String = "") { write(text + "\n") }
    /// Writes a line to stderr.
    func errorLine(_ text: String) { writeError(text + "\n") }
}
