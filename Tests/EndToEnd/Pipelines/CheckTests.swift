import Foundation
import Testing

@Suite struct CheckTests {
    @Test func aGoodTokenIsSaidToBeAccepted() async throws {
        try await SimulatorProcess.run(scenario: "calls_per_day: 500\n") { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText())", to: "pipeline.yaml")
            let text = try await place.succeed(["check", "pipeline.yaml"])
            #expect(text.hasPrefix("bogota: token accepted, 499 calls left today, clocks agree, it is "))
            #expect(text.hasSuffix(" there (America/Bogota)\n"))
            let json = try await place.succeed(["check", "pipeline.yaml", "--json"])
            #expect(json.contains(#""accepted" : true"#) && json.contains(#""format_version" : 1"#))
            #expect(try await simulator.requests().map(\.api) == ["token_info", "token_info"])
        }
    }

    @Test func aBadTokenIs77() async throws {
        try await SimulatorProcess.run(scenario: "rules: [{ do: bad_token }]\n") { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText())", to: "pipeline.yaml")
            let outcome = try await place.run(["check", "pipeline.yaml"])
            #expect(outcome.status == 77)
            #expect(outcome.lastBlock.first?.contains("wolkvox Manager") == true)
        }
    }
}
