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
