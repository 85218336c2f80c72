import ETL
import Engine
import Foundation
import Testing

@testable import Commands

/// Nothing says `1 rows`.
@Suite struct CountedNounTests {
    @Test(arguments: [
        (0, "0 rows", "0 copies"), (1, "1 row", "1 copy"), (2, "2 rows", "2 copies"),
        (1_000, "1,000 rows", "1,000 copies"),
        (-12_345_678, "-12,345,678 rows", "-12,345,678 copies"),
    ])
    func aNumberHasItsNoun(number: Int, rows: String, copies: String) {
        #expect(number.counted("row") == rows)
        #expect(number.counted("copy", plural: "copies") == copies)
        #expect(number.choosing("is", "are") == (number == 1 ? "is" : "are"))
    }

    /// The messages of a run, of so many partitions with so many rows each.
    @Test(arguments: [0, 1, 2]) func messagesAgreeWithTheirNumbers(number: Int) {
        let days = (0..<number).map { "2026-10-0\($0 + 1)" }
        let committed = RunSummary(
            report: Results.report(
                days.map { Results.committed("cdr_1", $0, rows: number, quarantined: number, leftOut: number) }),
            directory: "output")
        let failed = RunSummary(
            report: Results.report(days.map { Results.failed("cdr_1", $0, .source) }), directory: "output")
        var progress = SourceProgress(source: "bogota")
        (progress.finished, progress.total, progress.rows) = (number, number, number)
        (progress.calls, progress.callsLeft) = (number, number)
        let line = ProgressLine(progress: progress, now: 1)
        let texts =
            [committed.headline, failed.headline, line.text(width: 200).replacing("/1 days", with: "")]
            + committed.remarks + (failed.failure?.lines ?? [])
        for text in texts { #expect(Self.disagreement(in: text) == nil, "\(text)") }
    }

    /// A number with a noun that doesn't agree with it, or a list with nothing in it; nil where there is none.
    private static func disagreement(in text: String) -> String? {
        if text.contains(": ;") || text.contains(": ,") { return text }
        let words = [""] + text.split { " ;,:".contains($0) }.map(String.init)
        for (before, (number, noun)) in zip(words, zip(words.dropFirst(), words.dropFirst(2))) where before != "of" {
            let isWrong = number == "1" ? nouns.contains(noun) : Int(number) != nil && nouns.contains(noun + "s")
            if isWrong { return "\(number) \(noun)" }
        }
        return nil
    }

    private static let nouns: Set<String> = ["rows", "partitions", "calls", "days", "tests", "files", "places"]

    /// A number that a message holds stands before a word that depends on it, unless the message has `3 of 5 rows`.
    @Test func everyMessageCountsWithTheHelper() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let nouns = [
            "partitions", "calls", "rows", "days", "tests", "problems", "files", "bytes", "mistakes", "values",
            "sources",
            "reports", "keys", "fields", "columns", "attempts", "requests", "windows", "runs", "seconds", "minutes",
            "hours",
            "records", "folders", "manifests", "tokens", "places", "copies", "lines",
        ]
        let pattern = try Regex(
            #"(.{0,3})\\\(([^()]*(?:\([^()]*\))?[^()]*)\)(?: more)? (\#(nouns.joined(separator: "|")))\b"#)
        for path in FileManager.default.enumerator(atPath: sources.path)?.compactMap({ $0 as? String }) ?? []
        where path.hasSuffix(".swift") && path != Self.ofTheAPI {
            let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            for line in text.split(separator: "\n") where line.contains(#"\("#) && !line.contains("///") {
                for match in line.matches(of: pattern) {
                    let before = match.output[1].substring ?? ""
                    let counted = String(match.output[2].substring ?? "")
                    if before.hasSuffix("of ") || before.hasSuffix("/") || Self.never(counted) { continue }
                    Issue.record("\(path): \(line)")
                }
            }
        }
    }

    /// The simulator's, whose words are those of the API itself.
    private static let ofTheAPI = "Simulator/Protocol/AnswerEnvelope.swift"

    /// Numbers that are never one, each for a reason of its own.
    private static func never(_ counted: String) -> Bool {
        [
            // Constants, and a size that is far beyond what was expected.
            "Self.shortestKey", "shortestKey", "Self.mostNodes", "size",
            // Looked at where there are several only.
            "pipelines.count", "days.count", "suspect.count", "backoff.failures",
            "old.quarantined",
        ].contains(counted)
    }
}
