import Yams

/// How the server differs from a quiet night: switches that hold always, and rules that make single answers go wrong.
///
/// ```yaml
/// version: 1
/// name: una noche mala
/// code_as: string            # number | string | mixed
/// truncate: true_count       # silent | true_count: what msg says when rows were left out at the cap
/// volume: even               # natural | even
/// rows_per_day: { cdr_1: 173000 }
/// cap: 60000
/// calls_per_day: 500
/// simultaneous: 2
/// escape_unicode: true
/// filter_ahead: 5h           # rows are filtered by a clock that is ahead of the one that they are written by
/// ends: exclusive            # and other habits: ``ServerHabits``
/// rules:
///   - when: { api: [cdr_1, cdr_3], call: 1..2, day: 2026-10-01 }
///     do: reset
///   - when: { wider_than: 6h, more_rows_than: 50000, every: 3, from: "01:00", to: "03:30" }
///     do: { status: { code: 504 } }
///   - when: { days_ago: 3, at: "12:00" }
///     do: { status: { code: 200, body: "" } }
///   - do: { latency: 200ms }
/// ```
///
/// All rules that hold for a call strike it, in the order of the file. `call` and `every` count the calls for which the rest
/// of the condition holds. `from` and `to` are times of the server's clock.
package struct Scenario: Sendable {
    /// How the server spells `code`.
    package enum CodeSpelling: String, CaseIterable, Sendable {
        case number
        case string
        /// Some reports so, some so, as the vendor's documents have it.
        case mixed
    }

    /// What `msg` says when rows were left out at the cap.
    package enum Truncation: String, CaseIterable, Sendable {
        /// The rows that were sent.
        case silent
        /// The rows that were found.
        case trueCount = "true_count"
    }

    /// How rows lie over the days.
    package enum Volume: String, CaseIterable, Sendable {
        /// More on Mondays, few on Sundays.
        case natural
        /// The same number every day.
        case even
    }

    package var name: String?
    package var codeAs = CodeSpelling.mixed
    package var truncation = Truncation.silent
    package var volume = Volume.natural
    package var escapesUnicode = false
    /// How far the clock that rows are filtered by is ahead of the one that they are written by.
    package var filterAhead = Duration.zero
    /// Rows of an answer, instead of the configuration's.
    package var cap: Int?
    /// Calls of a day, instead of the configuration's.
    package var callsPerDay: Int?
    /// Requests that one token may have under way.
    package var simultaneous = 2
    /// Rows of a full day by report, instead of its usual share of the configuration's.
    package var rowsPerDay: [String: Int] = [:]
    /// What the vendor's documents leave open.
    package var habits = ServerHabits()
    var rules: [Rule] = []

    /// A server on which nothing goes wrong.
    package init() {}

    /// Adds a fault without a condition: what a flag of the command line asks for.
    ///
    /// - Parameters:
    ///   - fault: A fault's name.
    ///   - value: What would stand after the name in a scenario file, as YAML.
    /// - Throws: ``ScenarioError`` with every mistake.
    package mutating func add(fault: String, value: String? = nil) throws {
        rules += try Scenario(yaml: "rules:\n  - do: { \(fault): \(value ?? "") }\n").rules
    }

    /// The names of all faults, sorted.
    package static var faultNames: [String] {
        FaultCatalogue.byName.keys.sorted()
    }
}

extension Scenario {
    /// Reads a scenario file.
    ///
    /// - Throws: ``ScenarioError`` with every mistake in the file.
    package init(yaml: String) throws {
        self.init()
        let mistakes = MistakeList()
        if let root = Self.compose(yaml, mistakes) {
            read(SettingsReader(root, mistakes: mistakes))
        }
        guard mistakes.all.isEmpty else { throw ScenarioError(mistakes: mistakes.sorted) }
    }

    private static func compose(_ yaml: String, _ mistakes: MistakeList) -> Node? {
        do {
            return try Yams.compose(yaml: yaml)
        } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _)
        {
            mistakes.add(problem, at: mark)
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            mistakes.add("'\(keys.joined(separator: "', '"))' stands here twice", at: context.mark)
        } catch {
            mistakes.add("this is not YAML: \(error)", at: nil)
        }
        return nil
    }

    private mutating func read(_ settings: SettingsReader) {
        if let version = settings.number("version"), version != 1 {
            settings.mistake("version \(version) is not known; this program reads version 1", at: "version")
        }
        name = settings.text("name")
        codeAs = settings.choice("code_as", among: CodeSpelling.self) ?? codeAs
        truncation = settings.choice("truncate", among: Truncation.self) ?? truncation
        volume = settings.choice("volume", among: Volume.self) ?? volume
        filterAhead = settings.duration("filter_ahead") ?? filterAhead
        escapesUnicode = settings.flag("escape_unicode") ?? escapesUnicode
        cap = settings.count("cap")
        callsPerDay = settings.count("calls_per_day", least: 0)
        simultaneous = settings.count("simultaneous") ?? simultaneous
        if let perReport = settings.mapping("rows_per_day") {
            for report in perReport.keys { rowsPerDay[report] = perReport.count(report, least: 0) }
        }
        habits.read(settings)
        rules = settings.list("rules").map { Rule($0) }
        settings.finish()
    }
}

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
