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

            let lines = outcome.errors.split(separator: "\n").map(String.init)
            let logged = lines.dropLast(outcome.lastBlock.count)
            #expect(logged.count >= 3)
            for line in logged {
                let entry = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
                #expect(Set(entry.keys).isSuperset(of: ["time", "level", "message"]))
            }
        }
    }

    @Test func aReaderThatGoesAwayIsNoFailure() async throws {
        let place = try Workplace()
        let program = try Program.location().path(percentEncoded: false)
        let text = try await Tool.run("sh", ["-c", "'\(program)' schema cdr_1 --dialect jsonschema | head -n 1"])
        #expect(String(decoding: text, as: UTF8.self) == "{\n")
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
