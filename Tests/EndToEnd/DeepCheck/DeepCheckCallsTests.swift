import Foundation
import Testing

/// The calls of `check --deep` are calls as any others: counted, leased and bounded together with those of runs.
@Suite struct DeepCheckCallsTests {
    private func pipeline(_ more: String) -> String {
        let source =
            "  - { name: bogota, time_zone: \(LocalNoon.zone()), endpoint: \"${WOLKVOX_ENDPOINT}\", token: \"${WOLKVOX_TOKEN}\", \(PipelineText.patience)\(more) }"
        return "\(PipelineText(sources: source, reports: "  - cdr_1"))"
    }

    private let quiet = "volume: even\n"
    private let deep = ["check", "pipeline.yaml", "--deep", "--yes"]

    @Test func theyAreCountedTogetherWithThoseOfRuns() async throws {
        try await SimulatorProcess.run(rowsPerDay: 600, scenario: quiet, more: ["--zone", LocalNoon.zone()]) {
            simulator in
            let place = try Workplace(server: simulator.address)
            try place.write(pipeline(", calls_per_day: 13"), to: "pipeline.yaml")
            let whole = try await place.run(deep)
            #expect(whole.status == 0 && whole.output.hasSuffix("10 calls of at most 10\n"))
            try await place.succeed(["run", "pipeline.yaml", "--day", "yesterday"])
            let rest = try await place.run(deep)
            #expect(rest.errors.contains("at most 2 calls to bogota, of 2 that calls_per_day leaves for today"))
            #expect(rest.output.hasSuffix("2 calls of at most 2\n"))
            let none = try await place.run(deep)
            #expect(none.status == 75 && none.lastBlock.first?.contains("calls_per_day leaves no call") == true)
            #expect(try await simulator.requests().count == 13)
        }
    }

    @Test func aTokenThatAnotherProcessHasIsNotUsedMeanwhile() async throws {
        try await SimulatorProcess.run(
            rowsPerDay: 600, scenario: quiet + "rules: [{ when: { call: 1 }, do: hang }]\n",
            more: ["--zone", LocalNoon.zone()]
        ) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write(pipeline(""), to: "pipeline.yaml")
            let run = try await place.start(["run", "pipeline.yaml", "--day", "yesterday"])
            try await simulator.waitForRequests(1, of: run)
            let outcome = try await place.run(deep)
            #expect(outcome.status == 75 && outcome.output.isEmpty)
            #expect(try await simulator.requests().count == 1)
            run.send(SIGTERM)
            _ = try await run.end()
        }
    }

    @Test func oneSourceIsAsked() async throws {
        let place = try Workplace(server: "http://127.0.0.1:9")
        let source = "  - { name: %, time_zone: UTC, endpoint: \"${WOLKVOX_ENDPOINT}\", token: \"${WOLKVOX_TOKEN}\" }"
        let sources = ["bogota", "lima"].map { source.replacing("%", with: $0) }.joined(separator: "\n")
        try place.write("\(PipelineText(sources: sources))", to: "pipeline.yaml")
        let outcome = try await place.run(deep)
        #expect(outcome.status == 64)
        #expect(outcome.lastBlock.first?.hasSuffix("Choose one with --source: bogota, lima.") == true)
        let wrong = try await place.run(["check", "pipeline.yaml", "--yes"])
        #expect(wrong.status == 64 && wrong.errors.contains("--yes and --report belong to --deep."))
    }
}
