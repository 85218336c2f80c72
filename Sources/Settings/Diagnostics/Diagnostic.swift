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
