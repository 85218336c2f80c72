import Foundation
import Testing

/// A signal ends a run soon, whatever the server does, and what was received is kept. How soon is looked at on a machine that
/// does nothing else: `scripts/test` runs this suite by itself.
@Suite(.serialized) struct HangingSignalTests {
    private static let days = LocalDays.last(2)
    /// What a run may take to end.
    private static let patience = Duration.seconds(2)

    @Test(arguments: [SIGINT, SIGTERM], ["hang", "{ slow_body: 1 }", "maintenance"])
    func aSignalEndsTheRun(signal: Int32, fault: String) async throws {
        let scenario = "rules:\n  - when: { call: 6 }\n    do: \(fault)\n"
        try await Server.run(scenario) { server in
            let place = try Workplace(server: server.address)
            // A pause for maintenance is to be cut short as well.
            let pipeline = "\(Rehearsal(reports: ["cdr_1"], span: "3h"))".replacing(
                "longest_wait: 0s", with: "longest_wait: 10m")
            try place.write(pipeline, to: "pipeline.yaml")
            let run = try await place.start(["run", "pipeline.yaml"] + Self.days.flags)
            try await server.hasBeenAsked(6, by: run)
            try await Task.sleep(for: .milliseconds(200))
            let start = ContinuousClock.now
            run.send(signal)
            let outcome = try await run.end()
            #expect(start.duration(to: .now) < Self.patience)
            #expect(outcome.status == 128 + signal, "\(outcome.errors)")

            try await place.succeed(["run", "pipeline.yaml"] + Self.days.flags)
            #expect(server.requests.count == 16 + 1, "only the call in flight is made again")
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }
}
