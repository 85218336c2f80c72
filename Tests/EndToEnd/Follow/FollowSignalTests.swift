import Foundation
import Testing

@Suite struct FollowSignalTests {
    private static let pipeline = PipelineText(reports: "  - cdr_1", more: "follow: { every: 1m }")

    @Test(arguments: [SIGINT, SIGTERM])
    func aSignalEndsARoundThatHangs(signal: Int32) async throws {
        try await SimulatorProcess.run(scenario: .hanging(at: 1)) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            let follow = try await place.start(["follow", "pipeline.yaml"])
            try await simulator.waitForRequests(1, of: follow)
            follow.send(signal)
            #expect(try await follow.end().status == 0)
            try await place.succeed(["follow", "pipeline.yaml", "--once"])
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }

    @Test func theServiceManagerHearsHowItIs() async throws {
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            let heard = try await Python.run(
                "notified.py",
                [
                    try Program.location().path(percentEncoded: false), place.path("."),
                    "wolkvox-etl-\(UUID().uuidString)",
                ] + place.environment.map { "\($0)=\($1)" })
            let text = String(decoding: heard, as: UTF8.self)
            #expect(text.hasPrefix("READY=1\nSTATUS=following try"))
            #expect(text.contains("WATCHDOG=1") && text.contains("MONOTONIC_USEC="))
            #expect(text.hasSuffix("STOPPING=1\nexit 0\n"), "a wrong file does not end it")
        }
    }

    @Test func oneRoundHasTheCodesOfARun() async throws {
        let scenario = "rules:\n  - when: { api: cdr_3 }\n    do: { status: 403 }\n"
        try await SimulatorProcess.run(scenario: scenario) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: "  - cdr_1\n  - cdr_3"))", to: "pipeline.yaml")
            let outcome = try await place.run(["follow", "pipeline.yaml", "--once", "--json"])
            let record = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
            #expect(record["exit_code"] as? Int32 == outcome.status && outcome.status != 0)
            #expect(record["rounds"] as? Int == 1 && record["failed_rounds"] as? Int == 1)
            let id = try #require(record["run"] as? String)
            #expect(try place.json("output/_runs/\(id).json")["rounds"] as? Int == 1)
        }
    }

    @Test func twoProcessesDoNotFollowOnePipelineAtOnce() async throws {
        try await SimulatorProcess.run(scenario: .hanging(at: 1)) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            let first = try await place.start(["follow", "pipeline.yaml"])
            try await simulator.waitForRequests(1, of: first)
            let second = try await place.run(["follow", "pipeline.yaml", "--once", "--wait", "0s"])
            #expect(second.status == 75)
            first.send(SIGTERM)
            #expect(try await first.end().status == 0)
        }
    }
}
