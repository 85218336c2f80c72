import Foundation
import Simulator
import TestSupport
import Testing

/// Results go to stdout; progress, logs and failures to stderr.
@Suite struct RunOutputTests {
    private struct Record: Decodable {
        struct Calls: Decodable {
            var total: Int
            var first: Int
            var retry: Int
        }

        struct Partition: Decodable {
            var report: String
            var outcome: String
            var rows: Int?
            var reason: String?
            var advice: String?
        }

        var formatVersion: Int
        var run: String
        var exitCode: Int32
        var calls: Calls
        var partitions: [Partition]

        init(json: Data) throws {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            self = try decoder.decode(Record.self, from: json)
        }
    }

    @Test func theRecordSaysWhatTheRunDid() async throws {
        let days = LocalDays.last(2)
        let scenario = "rules: [{ when: { api: cdr_3 }, do: { status: 503 } }]\n"
        try await SimulatorProcess.run(scenario: scenario) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: "  - cdr_1\n  - cdr_3"))", to: "pipeline.yaml")
            let outcome = try await place.run(["run", "pipeline.yaml", "--json", "--log-format", "json"] + days.flags)
            let record = try Record(json: Data(outcome.output.utf8))
            #expect(record.formatVersion == 1)
            #expect(record.exitCode == 3 && outcome.status == 3)
            #expect(record.calls.total == (try await simulator.requests().count))
            #expect(record.partitions.map(\.outcome) == ["committed", "committed", "failed", "failed"])
            #expect(
                record.partitions.filter { $0.report == "cdr_3" }.allSatisfy { $0.reason != nil && $0.advice != nil })
            for (day, partition) in zip(days, record.partitions) {
                #expect(partition.rows == (try await simulator.truth("cdr_1", "\(day)").rows))
            }
            let kept = try Record(json: try Data(contentsOf: place.url("output/_runs/\(record.run).json")))
            #expect(kept.run == record.run && kept.exitCode == 3)

            let entries = try outcome.errors.split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
            #expect(entries.count >= 4)
            for entry in entries {
                #expect(Set(entry.keys).isSuperset(of: ["time", "level", "message", "run", "pipeline"]))
                #expect(entry["pipeline"] as? String == "try")
                #expect(entry["run"] as? String == record.run)
                #expect(entry["window"] == nil)
            }
            let received = try #require(entries.first { $0["message"] as? String == "received" })
            #expect(received["rows"] is Int && received["calls"] as? Int == 1)
            #expect(received["from"] as? String == "\(days[0])T00:00:00-05:00")
            #expect(received["to"] as? String == "\(days[1])T23:59:59-05:00")
            let last = try #require(entries.last)
            #expect(last["level"] as? String == "error" && last["exit_code"] as? Int == 3)
            #expect(last["advice"] is String && last["details"] is [String])
        }
    }

    /// Rows that are received and not written are named also where only failures are asked for, and by nothing else.
    @Test func quarantineAndFiltersAreNamedUnderQuiet() async throws {
        let day = "\(LocalDays.last(1)[0])"
        let scenario = "rules: [{ do: { malformed: { field: cost, value: mucho, every: 7 } } }]\n"
        try await SimulatorProcess.run(rowsPerDay: 200, scenario: scenario) { simulator in
            let place = try Workplace(server: simulator.address)
            let reports = "  - report: cdr_1\n    transform: [{ where: { field: hang_up, equals: agent } }]"
            let quality = "quality: { max_quarantined: 100% }"
            try place.write("\(PipelineText(reports: reports, more: quality))", to: "pipeline.yaml")
            let manifest = "output/report=cdr_1/source=bogota/day=\(day)/_manifest.json"
            let quiet = try await place.run(["run", "pipeline.yaml", "--day", day, "--quiet"])
            let counts = try place.json(manifest)
            let (rows, left) = (counts["quarantined"] as? Int ?? 0, counts["filtered"] as? Int ?? 0)
            #expect(quiet.status == 0 && quiet.output.isEmpty && rows > 1 && left > 1)
            #expect(
                quiet.errors
                    == "warning: cdr_1 of bogota: \(rows) rows in quarantine, \(left) rows left out by `where` "
                    + "on \(day); see `wolkvox-etl quarantine list output`\n")
            let loud = try await place.run(["run", "pipeline.yaml", "--day", day])
            #expect(loud.output.contains(" \(rows) in quarantine, \(left) left out, "))
            #expect(loud.errors.contains(" filtered=\(left) quarantined=\(rows) "))
            try place.write("\(PipelineText(reports: "  - cdr_3"))", to: "calm.yaml")
            let calm = try await place.run(["run", "calm.yaml", "--day", day, "--quiet"])
            #expect(calm.status == 0 && calm.output.isEmpty && calm.errors.isEmpty)
        }
    }

    /// A full disk behind stdout fails the command, and so does a stdout that is closed; a reader that has read enough
    /// doesn't.
    @Test(arguments: [
        ("schema cdr_1 --dialect duckdb > /dev/full", "74"), ("--help > /dev/full", "74"),
        ("reports >&-", "74"), ("reports > /dev/null", "0"), ("reports --no-such-flag > /dev/full", "64"),
    ])
    func aResultThatCannotBeWrittenIs74(words: String, status: String) async throws {
        let program = try Program.location().path(percentEncoded: false)
        let shown = try await Tool.run("sh", ["-c", "{ '\(program)' \(words) 2>/dev/null; } ; echo $?"])
        #expect(String(decoding: shown, as: UTF8.self).hasSuffix("\(status)\n"))
    }

    @Test func aReaderThatGoesAwayIsNoFailure() async throws {
        let place = try Workplace()
        let program = try Program.location().path(percentEncoded: false)
        let text = try await Tool.run("sh", ["-c", "'\(program)' schema cdr_1 --dialect jsonschema | head -n 1"])
        #expect(String(decoding: text, as: UTF8.self) == "{\n")
        let status = try await Tool.run(
            "bash", ["-c", "'\(program)' simulate --help | true; echo ${PIPESTATUS[0]}"])
        #expect(String(decoding: status, as: UTF8.self) == "0\n")
        #expect(try await place.run(["--version"]).status == 0)
    }

    @Test func theDemoNeedsNothing() async throws {
        let place = try Workplace()
        place.environment["WOLKVOX_TOKEN"] = nil
        let text = try await place.succeed(["demo", "--rows-per-day", "50"])
        #expect(text.contains("15 partitions: 15 created"))
        #expect(text.contains("wolkvox-etl verify output/demo"))
        #expect(try await place.run(["verify", "output/demo"]).output.contains("15 partitions, "))
    }
}
