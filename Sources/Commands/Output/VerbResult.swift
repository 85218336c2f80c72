package import ETL
import Foundation

/// A result that is text for people, and JSON for programs.
protocol VerbResult {
    /// Lines in at most `width` columns of a terminal, or as they are without one.
    func lines(width: Int?) -> [String]
    /// Hands the JSON over in pieces, with a line end after the last.
    func forEachPieceOfJSON(_ body: (String) throws -> Void) throws
}

extension VerbResult where Self: Encodable {
    func forEachPieceOfJSON(_ body: (String) throws -> Void) throws { try body(JSONOutput.text(self) + "\n") }
}

extension Day: Encodable {
    /// In JSON a day is its text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// What a verb prints on stdout.
enum VerbOutput {
    /// Text or JSON, as the flag of the verb says.
    case result(any VerbResult)
    /// Lines that have no other form.
    case lines([String])
    /// A statement of several lines, as an engine takes it: no character of a name may be shown as another.
    case statement(String)
    /// A JSON document.
    case json(String)
    /// The text of a file, as it is, below some lines.
    case file(String, below: [String] = [])
}

extension Terminal {
    /// Writes to stdout what a verb prints.
    func print(_ output: VerbOutput, asJSON isJSON: Bool) throws {
        switch output {
        case .result(let result): try show(result, asJSON: isJSON)
        case .lines(let texts): for text in texts { line(text) }
        case .statement(let text): write(text + "\n")
        case .json(let text): write(ShownText.json(text) + "\n")
        case .file(let text, let head):
            for text in head { line(text) }
            write(text)
        }
    }

    /// Writes a result, or a part of one that comes bit by bit, to stdout.
    func show(_ result: some VerbResult, asJSON isJSON: Bool) throws {
        if isJSON {
            try result.forEachPieceOfJSON { write(ShownText.json($0)) }
        } else {
            for text in result.lines(width: resultWidth) { line(text) }
        }
    }
}

/// Writes what a program reads: JSON with keys in a fixed order of their own and without escaped slashes.
enum JSONOutput {
    /// The JSON of a value; names become snake case unless they are to be kept.
    static func text(_ value: some Encodable, keepingNames: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = keepingNames ? .useDefaultKeys : .convertToSnakeCase
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
