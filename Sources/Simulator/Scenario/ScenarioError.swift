import Yams

/// What is wrong with a scenario file, all of it.
package struct ScenarioError: Error, CustomStringConvertible {
    package struct Mistake: Sendable, Equatable, CustomStringConvertible {
        package let line: Int
        package let column: Int
        package let message: String

        package var description: String { "\(line):\(column): \(message)" }
    }

    package let mistakes: [Mistake]

    package var description: String {
        mistakes.map(\.description).joined(separator: "\n")
    }
}

/// Where mistakes gather while a file is read.
final class MistakeList {
    private(set) var all: [ScenarioError.Mistake] = []

    /// In the order of the file.
    var sorted: [ScenarioError.Mistake] {
        all.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    func add(_ message: String, at mark: Mark?) {
        all.append(.init(line: mark?.line ?? 1, column: mark?.column ?? 1, message: message))
    }
}
