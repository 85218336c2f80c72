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
            #expect(whole.status == 0 && whole.output.hasSuffix("10 calls of at most 11\n"))
            try await place.succeed(["run", "pipeline.yaml", "--day", "yesterday"])
            let rest = try await place.run(deep)
            #expect(rest.errors.contains("at most 2 calls to bogota, of 2 that calls_per_day leaves for today"))
            #expect(rest.status == 75 && rest.output.hasSuffix("2 calls of at most 2\n"))
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

    /// On a real terminal somebody is asked, and no call is made before the answer.
    @Test func aPersonOnATerminalIsAsked() async throws {
        try await SimulatorProcess.run(rowsPerDay: 600, scenario: quiet, more: ["--zone", LocalNoon.zone()]) {
            simulator in
            let place = try Workplace()
            let text = pipeline("").replacing("token: \"${WOLKVOX_TOKEN}\"", with: "token_file: token")
            try place.write(text.replacing("${WOLKVOX_ENDPOINT}", with: simulator.address), to: "pipeline.yaml")
            try place.write(Workplace.token, to: "token")
            let words = [
                place.folder.path(percentEncoded: false), try Program.location().path(percentEncoded: false), "check",
                "pipeline.yaml", "--deep", "--state-dir", "state",
            ]
            await #expect(throws: (any Error).self) {
                try await Python.run("on_terminal.py", words, input: "no\n")
            }
            #expect(try await simulator.requests().isEmpty)
            let said = String(decoding: try await Python.run("on_terminal.py", words, input: "y\n"), as: UTF8.self)
            #expect(said.hasPrefix("check --deep makes at most 11 calls to bogota. Make them? [y/N]: "))
            #expect(said.contains("as expected  window_end of cdr_1") && said.contains("10 calls of at most 11"))
            #expect(try await simulator.requests().count == 10)
        }
    }
}
