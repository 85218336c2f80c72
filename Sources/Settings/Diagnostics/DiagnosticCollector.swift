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
