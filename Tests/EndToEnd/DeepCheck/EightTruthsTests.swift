import Foundation
import Testing

/// `check --deep` against servers that differ in what the vendor's documents leave open: it names each truth, within its
/// calls, and with the keys that it says a run brings the same rows from all of them.
@Suite struct EightTruthsTests {
    /// A server, and what is to be found out about it: answers by question, or by question and subject.
    struct Truth: Sendable {
        var scenario = ""
        var answers: [String: String] = [:]
    }

    static let usual = [
        "window_end": "inclusive", "selects cdr_1": "own_time", "selects cdr_3": "own_time", "order": "newest_first",
        "empty_window": "http_404", "empty_counts": "counts", "code": "mixed", "msg": "counts_rows", "gzip": "plain",
        "http": "HTTP/1.1", "written cdr_1.cost": "dot", "written cdr_3.channel": "known",
        "written cdr_6.result": "capitals",
    ]

    static let truths = [
        Truth(),
        Truth(scenario: "ends: exclusive", answers: ["window_end": "exclusive"]),
        Truth(scenario: "selects: { cdr_1: other }", answers: ["selects cdr_1": "other_time"]),
        Truth(
            scenario: "time_zone: \(LocalNoon.zone(plus: 1))\norder: oldest_first",
            answers: ["zone": LocalNoon.offset(plus: 1), "order": "oldest_first"]),
        Truth(
            scenario: "time_zone: \(LocalNoon.zone(plus: -1))\ncode_as: string",
            answers: ["zone": LocalNoon.offset(plus: -1), "code": "text"]),
        Truth(
            scenario: "order: changing\nempty_as: empty_list\nempty_counts: false",
            answers: ["order": "changing", "empty_window": "empty_list", "empty_counts": "free"]),
        Truth(
            scenario: "gzip: true\ncosts: comma\nmessages: spanish\ncode_as: number\nempty_as: body404",
            answers: [
                "gzip": "gzip", "written cdr_1.cost": "comma", "msg": "does_not_count", "code": "number",
                "empty_window": "code_404",
            ]),
        Truth(
            scenario:
                "ends: exclusive\nselects: { cdr_1: other, cdr_3: other }\norder: unsorted\nempty_as: null_data\ngzip: true",
            answers: [
                "window_end": "exclusive", "selects cdr_1": "other_time", "selects cdr_3": "other_time",
                "order": "unsorted", "empty_window": "without_data", "gzip": "gzip",
            ]),
    ]

    private static let reports = """
          - cdr_1
          - cdr_3
          - cdr_6
          - report: campaign_7
            with: { campaign_id: all }
        """

    @Test func eachIsNamedWithinItsCallsAndBringsTheSameRows() async throws {
        var known: [String: [String]]?
        for truth in Self.truths {
            let scenario = "volume: even\n\(truth.scenario)\n"
            try await SimulatorProcess.run(
                seed: 3, rowsPerDay: 700, scenario: scenario, more: ["--zone", LocalNoon.zone()]
            ) { simulator in
                let place = try Workplace(server: simulator.address)
                try place.write(pipeline(), to: "pipeline.yaml")
                let document = try await check(place, simulator)
                for (question, answer) in Self.usual.merging(truth.answers, uniquingKeysWith: { $1 }) {
                    #expect(answers(document)[question] == answer, "\(question) under \(truth.scenario)")
                }
                try place.write(pipeline(try #require(document["settings"] as? [String])), to: "pipeline.yaml")
                let again = try await check(place, simulator)
                #expect((again["settings"] as? [String]) == [], "\(truth.scenario)")
                try await place.succeed(["run", "pipeline.yaml", "--day", "yesterday"])
                let rows = try await rows(place)
                #expect(rows["cdr_1"]?.count == 700, "\(truth.scenario)")
                for (report, lines) in known ?? [:] {
                    #expect(rows[report] == lines, "\(report) under \(truth.scenario)")
                }
                known = known ?? rows
            }
        }
    }

    /// A pipeline whose source says what `check --deep` has told to set.
    private func pipeline(_ settings: [String] = []) -> String {
        var keys = [
            "time_zone: \(LocalNoon.zone())", "endpoint: \"${WOLKVOX_ENDPOINT}\"", "token: \"${WOLKVOX_TOKEN}\"",
            PipelineText.patience,
        ]
        for setting in settings {
            keys.removeAll { $0.split(separator: ":").first == setting.split(separator: ":").first }
            keys.append(setting)
        }
        let source = "  - { name: bogota, \(keys.joined(separator: ", ")) }"
        return "\(PipelineText(sources: source, reports: Self.reports))"
    }

    private func check(_ place: Workplace, _ simulator: SimulatorProcess) async throws -> [String: Any] {
        let before = try await simulator.requests().count
        let outcome = try await place.run(["check", "pipeline.yaml", "--deep", "--yes", "--json"])
        let asked = try await simulator.requests().count - before
        let parsed = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let document = try #require(parsed as? [String: Any], "\(outcome.errors)")
        let settings = try #require(document["settings"] as? [String])
        #expect(outcome.status == (settings.isEmpty ? 0 : 78), "\(outcome.errors)")
        #expect(document["calls"] as? Int == asked && asked <= 15)
        return document
    }

    /// What was found out, by question, and by question and subject.
    private func answers(_ document: [String: Any]) -> [String: String] {
        var answers: [String: String] = [:]
        for finding in document["findings"] as? [[String: Any]] ?? [] {
            guard let question = finding["question"] as? String, let answer = finding["answer"] as? String else {
                continue
            }
            answers[question] = answer
            if let subject = finding["subject"] as? String { answers["\(question) \(subject)"] = answer }
        }
        return answers
    }

    /// The rows that were written, by report, without what the zone of the server decides: offsets, and the instants in the
    /// identifiers of calls.
    private func rows(_ place: Workplace) async throws -> [String: [String]] {
        var rows: [String: [String]] = [:]
        for report in ["cdr_1", "cdr_3", "cdr_6", "campaign_7"] {
            #expect(place.files(below: "output/_quarantine/report=\(report)").isEmpty)
            let folder = "output/report=\(report)"
            for file in place.files(below: folder) where file.hasSuffix(".gz") {
                let lines = try await place.lines(file)
                rows[report, default: []] += lines.map { line in
                    line.replacing(/[-+][0-9]{2}:[0-9]{2}"/, with: "\"").replacing(/"conn_id":"[^"]*"/, with: "")
                }
            }
        }
        return rows.mapValues { $0.sorted() }
    }
}

/// Zones in which it is early afternoon now, whenever the test runs, so that there are rows of today.
enum LocalNoon {
    /// The hour in UTC, once for all tests: they may last until the next one.
    private static let now = Int(Date().timeIntervalSince1970) / 3600 % 24

    private static func hours(plus hours: Int) -> Int {
        let offset = (13 - now + 36) % 24 - 12
        return (offset < -10 ? offset + 24 : offset) + hours
    }

    /// A zone in which it is one o'clock and some minutes, moved by some hours.
    static func zone(plus hours: Int = 0) -> String {
        let offset = self.hours(plus: hours)
        return offset == 0 ? "UTC" : offset > 0 ? "Etc/GMT-\(offset)" : "Etc/GMT+\(-offset)"
    }

    /// Its offset as findings have it.
    static func offset(plus hours: Int = 0) -> String {
        let offset = self.hours(plus: hours)
        return "UTC\(offset < 0 ? "-" : "+")\(abs(offset) < 10 ? "0" : "")\(abs(offset)):00"
    }
}
