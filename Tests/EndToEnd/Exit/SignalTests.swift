import Foundation
import Testing

@Suite struct SignalTests {
    @Test(arguments: zip([SIGINT, SIGTERM], [130, 143] as [Int32]))
    func aSignalEndsTheRunAndTheNextGoesOn(signal: Int32, status: Int32) async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run(rowsPerDay: 300, scenario: .hanging(at: 15)) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: "  - cdr_1", span: "2h"))", to: "pipeline.yaml")
            let run = try await place.start(["run", "pipeline.yaml"] + days.flags)
            try await simulator.waitForRequests(15, of: run)
            run.send(signal)
            let outcome = try await run.end()
            #expect(outcome.status == status)
            let first = try #require(outcome.lastBlock.first)
            #expect(first.contains("Stopped by") && first.contains("Run the same command again"))

            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            #expect(try await simulator.requests().count == 24 + 1)
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }
}
