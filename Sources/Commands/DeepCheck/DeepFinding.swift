import ETL
import Foundation

/// What `check --deep` found out about one question: fit for a public report, for no value of a row is in it.
struct DeepFinding: Codable, Equatable {
    /// How an answer compares with what the program believes.
    enum Verdict: String, Codable {
        case asExpected = "as expected"
        case differs
        case notSeen = "not seen"
    }

    /// The name of the question.
    var question: String
    /// What it is about where the question has several subjects: a report, or a field of one.
    var subject: String?
    var verdict: Verdict
    /// The answer as a word of this program's own; `unknown` where nothing was seen.
    var answer: String
    /// What was seen, in a sentence.
    var seen: String
    /// What the program does about it.
    var follows: String?
    /// What to write below the source in the pipeline file.
    var key: String?
    /// Whether rows go wrong until somebody does something about it: sets the key, if there is one.
    var needsAction = false
    /// How values are written: digits as 9, letters as x or X.
    var forms: [String]?

    /// A finding that needs nobody to do anything.
    static func expected(
        _ question: String, of subject: String? = nil, answer: String, seen: String, follows: String? = nil
    ) -> DeepFinding {
        DeepFinding(
            question: question, subject: subject, verdict: .asExpected, answer: answer, seen: seen, follows: follows)
    }

    /// A finding that contradicts what the program believes.
    static func differs(
        _ question: String, of subject: String? = nil, answer: String, seen: String, follows: String,
        key: String? = nil, needsAction: Bool = false
    ) -> DeepFinding {
        DeepFinding(
            question: question, subject: subject, verdict: .differs, answer: answer, seen: seen, follows: follows,
            key: key, needsAction: needsAction)
    }

    /// A question that stays open.
    static func notSeen(_ question: String, of subject: String? = nil, _ reason: String) -> DeepFinding {
        DeepFinding(question: question, subject: subject, verdict: .notSeen, answer: "unknown", seen: reason)
    }

    /// The finding in lines for people.
    var lines: [String] {
        let indent = String(repeating: " ", count: 13)
        let label = verdict.rawValue.padding(toLength: indent.count, withPad: " ", startingAt: 0)
        var lines = ["\(label)\(question)\(subject.map { " of \($0)" } ?? ""): \(seen)"]
        if let forms, !forms.isEmpty { lines.append(indent + forms.map { "`\($0)`" }.joined(separator: ", ")) }
        if let follows { lines.append(indent + follows) }
        if let key { lines.append("\(indent)\(needsAction ? "set" : "may be set") below the source: \(key)") }
        return lines
    }
}

/// What `check --deep` found out about a server.
struct DeepDocument: Codable, VerbResult {
    var formatVersion = 1
    /// The program and its version.
    var tool = "wolkvox-etl \(WolkvoxETL.version)"
    /// Calls that were made.
    var calls: Int
    /// Calls that might have been made.
    var mostCalls: Int
    /// What to write below the source in the pipeline file, all of it together: lines of YAML.
    var settings: [String]
    var findings: [DeepFinding]

    func lines(width: Int?) -> [String] {
        findings.flatMap(\.lines) + ["\(calls.counted("call")) of at most \(mostCalls)"]
    }
}
