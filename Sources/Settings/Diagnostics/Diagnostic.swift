/// One mistake, or one piece of advice, with its place in the pipeline file.
///
/// A message never holds a token, a key or the value of a variable; it shows the placeholder as it stands in the file.
package struct Diagnostic: Sendable, Hashable, Codable, CustomStringConvertible {
    /// An error makes the file unusable; a warning doesn't.
    package enum Severity: String, Sendable, Hashable, Codable {
        case error
        case warning
    }

    package let file: String
    package let line: Int
    package let column: Int
    package let severity: Severity
    package let message: String

    package init(file: String, line: Int, column: Int, severity: Severity, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.severity = severity
        self.message = message
    }

    /// The form that compilers use and editors parse: `file:line:column: error: message`.
    package var description: String {
        "\(file):\(line):\(column): \(severity.rawValue): \(message)"
    }
}
