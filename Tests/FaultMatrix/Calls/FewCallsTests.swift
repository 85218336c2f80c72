import Foundation
import Simulator
import Testing

/// Calls are money.
@Suite struct FewCallsTests {
    // Calls that take a busy machine longer than their timeout would be made again, and counted.
    private static let pipeline = "\(Rehearsal(reports: ["cdr_1"], span: "auto", limits: "{ timeout: 30m }"))"

    @Test func aDayOfThreeTimesTheCapTakesAFewCalls() async throws {
        let scenario = try String(contentsOf: Scenarios.file("three-times-the-cap"), encoding: .utf8)
        let day = "\(LocalDays.last(1)[0])"
        try await Server.run(scenario) { server in
            let place = try Workplace(server: server.address)
            try place.write(Self.pipeline, to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", day])
            let manifest = try place.json("output/report=cdr_1/source=bogota/day=\(day)/_manifest.json")
            #expect(manifest["rows"] as? Int == 173_000 && manifest["received"] as? Int == 173_000)
            #expect(server.simulator.truth(api: "cdr_1", day: day)?.rows == 173_000)
            // Three calls are the fewest that can bring it.
            #expect(server.requests.count <= 4)
            print("173,000 rows of a day: \(server.requests.count) calls")
        }
    }

    @Test func aQuietMonthTakesACallOrTwo() async throws {
        let days = LocalDays.last(31)
        try await Server.run("volume: even\n", rowsPerDay: 500) { server in
            let place = try Workplace(server: server.address)
            try place.write(Self.pipeline, to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            #expect(server.requests.count <= 2)
            #expect(try place.visible().data(of: "cdr_1", days.map { "\($0)" }).count == 31)
            print("31 quiet days: \(server.requests.count) calls")
        }
    }
}
