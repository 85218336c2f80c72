import Foundation
import Testing

/// What `status --json` prints.
struct StatusDocument: Decodable {
    struct Day: Decodable {
        var report: String
        var source: String
        var day: String
        var status: String
        var rows: Int?
        var quarantined: Int?
    }

    var partitions: [Day]
}

/// What `runs --json` prints.
struct RunsDocument: Decodable {
    struct Run: Decodable {
        var run: String
        var exit_code: Int
        var rows: Int
        var quarantined: Int
        var calls: Int
        var partitions: [String: Int]
    }

    var runs: [Run]
}

/// The record of a run as it lies in `_runs`.
struct StoredRecord: Decodable {
    struct Calls: Decodable {
        var total: Int
        var first: Int
        var split: Int
        var retry: Int
        var empty_check: Int
        var calls_left: [String: Int]?
    }

    struct Partition: Decodable {
        var outcome: String
        var rows: Int?
        var quarantined: Int?
    }

    var run: String
    var ended_at: String
    var exit_code: Int
    var headline: String?
    var cause: String?
    var rounds: Int?
    var failed_rounds: Int?
    var calls: Calls
    var partitions: [Partition]
    var last_success_at: String?

    /// How many partitions ended in each way.
    var outcomes: [String: Int] { Dictionary(grouping: partitions, by: \.outcome).mapValues(\.count) }
    var rows: Int { partitions.reduce(0) { $0 + ($1.rows ?? 0) } }
    var quarantined: Int { partitions.reduce(0) { $0 + ($1.quarantined ?? 0) } }
}

/// What the page says.
enum Page {
    /// The cells of the rows of a table's body.
    static func rows(of id: String, in html: String) throws -> [[String]] {
        let table = try #require(html.components(separatedBy: "<table id=\"\(id)\">").dropFirst().first)
        let body = table.components(separatedBy: "<tbody>")[1].components(separatedBy: "</tbody>")[0]
        return body.components(separatedBy: "</tr>").dropLast().map { row in
            row.matches(of: /<t[hd][^>]*>((?s).*?)<\/t[hd]>/).map { text(String($0.1)) }
        }
    }

    /// The commands that the page says fill the gaps.
    static func commands(of html: String) throws -> [String] {
        let list = try #require(html.components(separatedBy: "id=\"fill\">").dropFirst().first)
        return list.components(separatedBy: "</ol>")[0].matches(of: /<code>(.*?)<\/code>/).map { text(String($0.1)) }
    }

    static func number(_ text: String) -> Int? { Int(text.filter { $0 != "," }) }

    /// The text of a piece of the page.
    private static func text(_ html: String) -> String {
        html.replacing(/<[^>]*>/, with: "").replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}

extension Workplace {
    /// The samples of a file of metrics by name and labels without the pipeline, as in
    /// `last_run_partitions outcome="failed"`.
    func samples(_ path: String, pipeline: String = "try") throws -> [String: Int] {
        let lines = try text(path).split(separator: "\n").filter { !$0.hasPrefix("#") }
        return try Dictionary(
            uniqueKeysWithValues: lines.map { line in
                let match = try #require(
                    line.wholeMatch(of: /wolkvox_etl_(\w+)\{pipeline="([^"]*)",?([^}]*)\} (-?\d+)/))
                #expect(match.output.2 == pipeline)
                let labels = match.output.3
                return ("\(match.output.1)\(labels.isEmpty ? "" : " \(labels)")", Int(match.output.4) ?? -1)
            })
    }

    /// The records of a folder's runs, oldest first.
    func records(_ output: String = "output") throws -> [StoredRecord] {
        try files(below: "\(output)/_runs").filter { $0.hasSuffix(".json") }.map {
            try JSONDecoder().decode(StoredRecord.self, from: try Data(contentsOf: url($0)))
        }.sorted { $0.run < $1.run }
    }

    /// The metrics are those of a record.
    func checkMetrics(
        _ path: String, pipeline: String = "try", show record: StoredRecord,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let samples = try samples(path, pipeline: pipeline)
        #expect(samples["last_run_exit_code"] == record.exit_code, sourceLocation: sourceLocation)
        #expect(samples["last_run_rows"] == record.rows, sourceLocation: sourceLocation)
        #expect(samples["last_run_quarantined_rows"] == record.quarantined, sourceLocation: sourceLocation)
        for outcome in ["committed", "resumed", "skipped", "suspect", "left", "failed"] {
            #expect(
                samples["last_run_partitions outcome=\"\(outcome)\""] == record.outcomes[outcome] ?? 0, "\(outcome)",
                sourceLocation: sourceLocation)
        }
        let calls = record.calls
        let purposes = [
            ("first", calls.first), ("split", calls.split), ("retry", calls.retry), ("empty_check", calls.empty_check),
        ]
        for (purpose, count) in purposes {
            #expect(
                samples["last_run_calls purpose=\"\(purpose)\""] == count, "\(purpose)", sourceLocation: sourceLocation)
        }
        #expect(calls.total == purposes.reduce(0) { $0 + $1.1 }, sourceLocation: sourceLocation)
        for (source, left) in calls.calls_left ?? [:] {
            #expect(samples["calls_left source=\"\(source)\""] == left, sourceLocation: sourceLocation)
        }
        #expect(
            samples["last_run_timestamp_seconds"] == Self.seconds(record.ended_at), sourceLocation: sourceLocation)
        #expect(
            samples["last_success_timestamp_seconds"] == record.last_success_at.map { Self.seconds($0) } ?? 0,
            sourceLocation: sourceLocation)
    }

    private static func seconds(_ text: String) -> Int {
        ISO8601DateFormatter().date(from: text).map { Int($0.timeIntervalSince1970) } ?? -1
    }
}
