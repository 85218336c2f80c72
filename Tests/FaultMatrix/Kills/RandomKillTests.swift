import Foundation
import Simulator
import Testing

/// A run that is killed at any moment, again and again, ends with the files of a run that nobody disturbed.
@Suite struct RandomKillTests {
    private static let days = LocalDays.last(2)
    private static let scenario = "rules:\n  - do: { latency: 5ms }\n"
    private static let pipeline = Rehearsal(span: "2h")
    private static let kills = 100

    @Test func nothingIsLostOrThereTwice() async throws {
        try await Server.run(Self.scenario) { server in
            let calm = try Workplace(server: server.address)
            try calm.write("\(Self.pipeline)", to: "pipeline.yaml")
            try await calm.succeed(["run", "pipeline.yaml"] + Self.days.flags)
            let undisturbed = server.requests.count
            let expected = try calm.visible()

            var kills = 0
            while kills < Self.kills {
                let place = try Workplace(server: server.address)
                try place.write("\(Self.pipeline)", to: "pipeline.yaml")
                let asked = server.requests.count
                var own = 0
                let findings = try await TornFileReader.watch(place.path("output")) {
                    while try await self.isKilled(place, server, mayBe: kills < Self.kills) {
                        kills += 1
                        own += 1
                        // Killed between its end and its exit: a further run would be a new one and ask for all again.
                        if server.requests.count - asked >= undisturbed, Self.hasEnded(place) { break }
                    }
                }
                #expect(findings.torn.isEmpty && findings.looks > 0)
                let made = server.requests[asked...]
                // A request of a dead process may still be under way for the server, which then refuses the next one.
                let refused = made.count { $0.status == 403 }
                let calls = made.count - refused
                #expect(calls <= undisturbed + own, "one call may be made again for each kill")
                try Self.expectSame(place, expected)
                let verified = try await place.run(["verify", "output"])
                #expect(verified.status == 0, "\(verified.output)")
                print(
                    "killed \(own) times: \(calls) calls and \(refused) refused, \(undisturbed) undisturbed; read \(findings.looks) files"
                )
            }
        }
    }

    /// Starts the run and kills it at some moment; false if it came to its end.
    private func isKilled(_ place: Workplace, _ server: Server, mayBe: Bool) async throws -> Bool {
        let goal = Int.random(in: 0...7)
        let before = server.requests.count
        let program = try await place.start(["run", "pipeline.yaml"] + Self.days.flags)
        if mayBe {
            try await server.hasBeenAsked(before + goal, by: program)
            try await Task.sleep(for: .microseconds(Int.random(in: 0...(goal == 0 ? 120_000 : 30_000))))
            program.send(SIGKILL)
        }
        let outcome = try await program.end()
        if outcome.status == 128 + SIGKILL { return true }
        try #require(outcome.status == 0, "\(outcome.errors)")
        return false
    }

    /// Whether a run has tidied up behind itself.
    private static func hasEnded(_ place: Workplace) -> Bool {
        place.files(below: "output/_staging").allSatisfy { $0.hasSuffix("/.commit.lock") }
    }

    private static func expectSame(_ place: Workplace, _ expected: [String: Data]) throws {
        let visible = try place.visible()
        #expect(Set(visible.keys) == Set(expected.keys))
        for (name, bytes) in expected where name.hasSuffix(".gz") {
            #expect(visible[name] == bytes, "\(name)")
        }
        #expect(hasEnded(place), "a run that ended well leaves no work behind")
    }
}
