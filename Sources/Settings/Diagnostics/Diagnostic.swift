/// One mistake, or one piece of advice, with its place in the pipeline file.
///
/// A message never holds a token, a key or the value of a variable; it shows the placeholder as it stands in the file.
public struct Diagnostic: Sendable, Hashable, Codable, CustomStringConvertible {
    /// An error makes the file unusable; a warning doesn't.
    public enum Severity: String, Sendable, Hashable, Codable {
        /// The file cannot be used.
        case error
        /// The file can be used.
        case warning
    }

    /// The file, as its reader calls it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int
    /// Whether the file can be used.
    public let severity: Severity
    /// What is wrong, and what to write instead.
    public let message: String

    package init(file: String, line: Int, column: Int, severity: Severity, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.severity = severity
        self.message = message
    }

    /// The form that compilers use and editors parse: `file:line:column: error: message`.
    public var description: String {
        "\(file):\(line):\(column): \(severity.rawValue): \(message)"
    }
}

/// A position in a pipeline file, both numbers from 1; columns count Unicode scalars, as editors and YAML do.
package struct Place: Sendable, Hashable, Comparable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (left: Place, right: Place) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// Gathers what is wrong with one file, so that reading goes on after the first mistake.
package struct DiagnosticCollector: Sendable {
    private let file: String
    private var seen: Set<Diagnostic> = []

    package init(file: String) {
        self.file = file
    }

    package mutating func error(_ message: String, at place: Place) {
        add(message, at: place, severity: .error)
    }

    package mutating func warning(_ message: String, at place: Place) {
        add(message, at: place, severity: .warning)
    }

    package var hasErrors: Bool {
        seen.contains { $0.severity == .error }
    }

    /// Everything that was gathered, once each, in the order of the file.
    package var sorted: [Diagnostic] {
        seen.sorted { left, right in
            (left.line, left.column, left.severity.rawValue, left.message)
                < (right.line, right.column, right.severity.rawValue, right.message)
        }
    }

    private mutating func add(_ message: String, at place: Place, severity: Diagnostic.Severity) {
        seen.insert(
            Diagnostic(file: file, line: place.line, column: place.column, severity: severity, message: message))
    }
}
