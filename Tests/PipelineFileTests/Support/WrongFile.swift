import PipelineFile
import Settings
import TestSupport
import Testing

/// A pipeline file with mistakes. `▸` stands before each mistake, and the messages follow in that order.
struct WrongFile: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    /// `line:column: error: message`, as `validate` prints it after the file's name.
    let expected: [String]

    init(_ name: String, _ marked: String, _ messages: String...) {
        self.init(name, marked, messages)
    }

    init(_ name: String, _ marked: String, _ messages: [String]) {
        self.name = name
        let marks = MarkedText(marked)
        text = marks.text
        expected =
            marks.places.count == messages.count
            ? zip(marks.places, messages).map { "\($0): error: \($1)" } : ["as many marks as messages, in \(name)"]
    }

    var testDescription: String { name }

    func found() -> [String] {
        Fixture.read(text).diagnostics.map { diagnostic in
            "\(diagnostic.line):\(diagnostic.column): \(diagnostic.severity.rawValue): \(diagnostic.message)"
        }
    }

    static let all =
        yaml + top + sources + window + reports + definitions + transforms + load + quality + placeholders
        + expectations + tests + outlets
}
