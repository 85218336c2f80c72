import Foundation
import Simulator
import Testing

@Suite struct SourceTests {
    private static let sources = """
          - { name: bogota, time_zone: America/Bogota, endpoint: "${WOLKVOX_ENDPOINT}", token: "${WOLKVOX_TOKEN}" }
          - { name: lima, endpoint: "${WOLKVOX_ENDPOINT}", token: "${OTHER_TOKEN}", time_zone: America/Lima }
        """

    @Test func severalSourcesHaveALevelOfTheirOwn() async throws {
        let day = "\(LocalDays.last(1)[0])"
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            place.environment["OTHER_TOKEN"] = "an0ther-t0k3n"
            try place.write("\(PipelineText(sources: Self.sources, reports: "  - cdr_1"))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", day])
            let files = place.files(below: "output").filter { $0.hasSuffix(".gz") }
            #expect(
                files
                    == ["bogota", "lima"].map {
                        "output/report=cdr_1/source=\($0)/day=\(day)/cdr_1-\(day).ndjson.gz"
                    })
            #expect(Set(try await simulator.requests().compactMap(\.token)).count == 2)
            let schema = try await place.succeed([
                "schema", "cdr_1", "--dialect", "duckdb", "--directory", place.path("output"),
            ])
            let query = [schema, "SELECT source, count(*) FROM cdr_1 GROUP BY source ORDER BY source"]
            let input = String(decoding: try JSONEncoder().encode(query), as: UTF8.self)
            let rows = try JSONDecoder().decode(
                [[String]].self, from: try await Python.run("query.py", [], input: input))
            let truth = try await simulator.truth("cdr_1", day)
            #expect(rows == [["bogota", "\(truth.rows)"], ["lima", "\(truth.rows)"]])
            #expect(!(try await place.everything(below: "output")).contains("an0ther-t0k3n"))

            try await place.succeed(["run", "pipeline.yaml", "--day", day, "--source", "lima"])
            #expect(try await simulator.requests().count == 3)
            #expect(place.files(below: "output").filter { $0.hasSuffix(".gz") } == files)
        }
    }

    /// Its lease is taken with the question, so a token whose turn has not come stays free for others.
    @Test func aTokenIsAskedWhatIsLeftWhenItsTurnComes() async throws {
        let days = LocalDays.last(60)
        try await SimulatorProcess.run(rowsPerDay: 1) { simulator in
            let place = try Workplace(server: simulator.address)
            place.environment["OTHER_TOKEN"] = "an0ther-t0k3n"
            let text = PipelineText(sources: Self.sources, reports: "  - cdr_1", more: "tokens_at_once: 1")
            try place.write("\(text)", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            let requests = try await simulator.requests()
            #expect(requests.map(\.api) == ["token_info", "cdr_1", "cdr_1", "token_info", "cdr_1", "cdr_1"])
            #expect(Set(requests[..<3].map(\.token)).count == 1 && Set(requests[3...].map(\.token)).count == 1)
        }
    }

    @Test func oneTokenAsksForOneThingAtATime() async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run(scenario: "simultaneous: 1\nrules:\n  - do: { latency: 20ms }\n") { simulator in
            let place = try Workplace(server: simulator.address)
            place.environment["OTHER_TOKEN"] = Workplace.token
            let text = PipelineText(sources: Self.sources, reports: "  - cdr_1\n  - cdr_6", span: "6h")
            try place.write("\(text)", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            #expect(try await simulator.requests().count == 2 * (8 + 2))
        }
    }
}
