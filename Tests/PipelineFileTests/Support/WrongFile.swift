import PipelineFile
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
        var text = String.UnicodeScalarView()
        var places: [String] = []
        var line = 1
        var column = 1
        for scalar in marked.unicodeScalars {
            if scalar == "▸" {
                places.append("\(line):\(column)")
                continue
            }
            text.append(scalar)
            column += 1
            if scalar == "\n" {
                line += 1
                column = 1
            }
        }
        self.text = String(text)
        expected =
            places.count == messages.count
            ? zip(places, messages).map { "\($0): error: \($1)" } : ["as many marks as messages, in \(name)"]
    }

    var testDescription: String { name }

    func found() -> [String] {
        Fixture.read(text).diagnostics.map { diagnostic in
            "\(diagnostic.line):\(diagnostic.column): \(diagnostic.severity.rawValue): \(diagnostic.message)"
        }
    }

    static let all =
        yaml + top + sources + window + reports + definitions + transforms + load + quality + placeholders
        + expectations + tests
}
