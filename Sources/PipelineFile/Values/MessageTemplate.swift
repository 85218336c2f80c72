internal import Foundation
package import Settings

/// A text with placeholders such as `{headline}` for what is known of a run. It may hold values of variables, so whatever
/// prints it sees nothing of it.
package struct MessageTemplate: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// What can be filled in.
    package enum Placeholder: String, Sendable, CaseIterable {
        case pipeline, run, headline
        case exitCode = "exit_code"
        case rows, failed
        case nextStep = "next_step"

        /// Whether its value is a number.
        var isNumber: Bool {
            switch self {
            case .exitCode, .rows, .failed: true
            case .pipeline, .run, .headline, .nextStep: false
            }
        }
    }

    private enum Part: Equatable {
        case text(String)
        case value(Placeholder)
    }

    private var parts: [Part] = []
    /// Whether the text is JSON, in which values are escaped.
    package private(set) var isJSON = false

    /// The body of a request: JSON if it is one.
    package static func body(_ text: String) throws(Complaint) -> MessageTemplate {
        var template = try MessageTemplate(text)
        let sample = template.filled { $0.isNumber ? "0" : "x" }
        template.isJSON =
            (try? JSONSerialization.jsonObject(with: Data(sample.utf8), options: .fragmentsAllowed)) != nil
        let begin = text.drop { $0.isWhitespace }
        if !template.isJSON, begin.hasPrefix("{\"") || begin.hasPrefix("{ ") || begin.hasPrefix("[") {
            throw Complaint(
                "looks like JSON and is not; write placeholders of texts within quotes, as in \"{headline}\"")
        }
        return template
    }

    /// A text in which no value has to be escaped.
    init(_ text: String) throws(Complaint) {
        guard !text.isEmpty else { throw Complaint("is empty") }
        var rest = text[...]
        while let match = rest.firstMatch(of: /\{([a-z_]+)\}/) {
            guard let placeholder = Placeholder.allCases.first(where: { $0.rawValue == match.output.1 }) else {
                let known = Placeholder.allCases.map(\.rawValue).joined(separator: ", ")
                throw Complaint("has a placeholder that is not known; known are \(known)")
            }
            parts.append(.text(String(rest[..<match.range.lowerBound])))
            parts.append(.value(placeholder))
            rest = rest[match.range.upperBound...]
        }
        parts.append(.text(String(rest)))
    }

    /// Returns the text with its placeholders filled in.
    package func filled(_ value: (Placeholder) -> String) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .value(let placeholder): isJSON ? Self.escaped(value(placeholder)) : value(placeholder)
            }
        }.joined()
    }

    /// A text as it is written between the quotes of a JSON string.
    private static func escaped(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        guard let quoted = try? encoder.encode(text) else { return "" }
        return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    }

    package var description: String { "«redacted»" }
    package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
