import Foundation
import Testing

@Suite struct KilledRunTests {
    private static let days = LocalDays.last(2)
    /// Two days of windows of an hour.
    private static let calls = 48
    private static let pipeline = PipelineText(reports: "  - cdr_1", span: "1h")

    @Test(arguments: [1, 2, 20, 25, 48])
    func aKilledRunGoesOnWhereItWas(after asked: Int) async throws {
        try await SimulatorProcess.run(rowsPerDay: 600, scenario: .hanging(at: asked)) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            let run = try await place.start(["run", "pipeline.yaml"] + Self.days.flags)
            try await simulator.waitForRequests(asked, of: run)
            run.send(SIGKILL)
            #expect(try await run.end().status == 128 + SIGKILL)
            #expect(try await place.run(["status", "output"]).status == 0)

            try await place.succeed(["run", "pipeline.yaml"] + Self.days.flags)
            let requests = try await simulator.requests()
            #expect(requests.count == Self.calls + 1, "only the window in flight is asked for again")
            #expect(Set(requests.compactMap(\.dateIni)).count == Self.calls)

            try place.write("\(PipelineText(reports: "  - cdr_1", span: "1h", load: "{ to: calm }"))", to: "calm.yaml")
            try await place.succeed(["run", "calm.yaml"] + Self.days.flags)
            for day in Self.days {
                let disturbed = try await place.unpacked(place.dataFile("cdr_1", "\(day)"))
                let calm = try await place.unpacked(place.dataFile("cdr_1", "\(day)", in: "calm"))
                #expect(disturbed == calm && !calm.isEmpty)
            }
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }

    @Test func aFinishedRunAsksAgain() async throws {
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            for times in 1...2 {
                try await place.succeed(["run", "pipeline.yaml"] + Self.days.flags)
                #expect(try await simulator.requests().count == times * Self.calls)
            }
            try await place.succeed(["run", "pipeline.yaml", "--missing-only"] + Self.days.flags)
            #expect(try await simulator.requests().count == 2 * Self.calls)
        }
    }

    @Test func freshBeginsAnew() async throws {
        try await SimulatorProcess.run(scenario: .hanging(at: 10)) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            let run = try await place.start(["run", "pipeline.yaml"] + Self.days.flags)
            try await simulator.waitForRequests(10, of: run)
            run.send(SIGKILL)
            _ = try await run.end()
            try await place.succeed(["run", "pipeline.yaml", "--fresh"] + Self.days.flags)
            #expect(try await simulator.requests().count == 10 + Self.calls)
        }
    }

    /// The newer day is committed, and the older one half kept, without a mask.
    @Test func aRunWithOtherTransformsDoesNotGoOn() async throws {
        try await SimulatorProcess.run(rowsPerDay: 600, scenario: .hanging(at: 30)) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            let run = try await place.start(["run", "pipeline.yaml"] + Self.days.flags)
            try await simulator.waitForRequests(30, of: run)
            run.send(SIGKILL)
            _ = try await run.end()
            var masked = Self.pipeline
            masked.more = "transform:\n  - mask: { fields: [telephone], keep_last: 2 }"
            try place.write("\(masked)", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + Self.days.flags)
            for day in Self.days {
                let lines = try await place.lines(place.dataFile("cdr_1", "\(day)"))
                let telephones = lines.compactMap { $0.firstMatch(of: /"telephone":"([^"]*)"/)?.output.1 }
                #expect(!telephones.isEmpty && telephones.allSatisfy { $0.hasPrefix("*") })
            }
        }
    }
}
