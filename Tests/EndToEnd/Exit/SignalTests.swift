import Foundation
import Testing

@Suite struct SignalTests {
    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)])
    func aSignalEndsTheRunAndTheNextGoesOn(signal: Int32, status: Int32) async throws {
        let days = LocalDays.last(2)
        let scenario = "rules:\n  - do: { latency: 100ms }\n"
        try await SimulatorProcess.run(rowsPerDay: 300, scenario: scenario) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: "  - cdr_1", span: "2h"))", to: "pipeline.yaml")
            let run = try place.start(["run", "pipeline.yaml"] + days.flags)
            while run.isRunning, try await simulator.requests().count < 15 { try await Task.sleep(for: .milliseconds(5)) }
            run.send(signal)
            let outcome = try await run.end()
            #expect(outcome.status == status)
            let first = try #require(outcome.lastBlock.first)
            #expect(first.contains("Stopped by") && first.contains("Run the same command again"))

            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            #expect(try await simulator.requests().count <= 24 + 1)
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }

    @Test func aHangingServerDoesNotHoldASignalUp() async throws {
        try await SimulatorProcess.run(scenario: "rules:\n  - do: hang\n") { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: "  - cdr_1"))", to: "pipeline.yaml")
            let run = try place.start(["run", "pipeline.yaml"])
            while run.isRunning, try await simulator.requests().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            run.send(SIGINT)
            #expect(try await run.end().status == 130)
        }
    }
}
