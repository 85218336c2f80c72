import Foundation
import Testing

@Suite struct CheckTests {
    @Test func aGoodTokenIsSaidToBeAccepted() async throws {
        try await SimulatorProcess.run(scenario: "calls_per_day: 500\n") { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText())", to: "pipeline.yaml")
            let text = try await place.succeed(["check", "pipeline.yaml"])
            #expect(
                text.hasPrefix("bogota: token accepted, 499 calls left today, clocks agree, in America/Bogota it is "))
            #expect(text.contains(", and the newest row of cdr_1 "))
            let json = try await place.succeed(["check", "pipeline.yaml", "--json"])
            #expect(json.contains(#""accepted" : true"#) && json.contains(#""format_version" : 1"#))
            #expect(try await simulator.requests().map(\.api) == ["token_info", "cdr_1", "token_info", "cdr_1"])
        }
    }

    /// The simulator's clock is 25 hours ahead: its newest rows come from the future, however long its night is.
    @Test func aZoneThatRowsContradictIsNotConfirmed() async throws {
        try await SimulatorProcess.run(more: ["--zone", "Pacific/Kiritimati"]) { simulator in
            let place = try Workplace(server: simulator.address)
            let text = "\(PipelineText())".replacing("America/Bogota", with: "Pacific/Pago_Pago")
            try place.write(text, to: "pipeline.yaml")
            let outcome = try await place.run(["check", "pipeline.yaml"])
            #expect(outcome.status == 78)
            #expect(outcome.output.contains("from the future: time_zone is wrong"))
            #expect(
                outcome.lastBlock.first?.contains("lies in the future of the server's clock in Pacific/Pago_Pago")
                    == true)
        }
    }

    @Test(arguments: [
        "{ status: { code: 404, body: not found, type: text/plain } }", "{ status: { code: 200, body: \"{}\" } }",
    ])
    func anAnswerThatIsNotTheAPIsIsNotAcceptance(fault: String) async throws {
        try await SimulatorProcess.run(scenario: "rules: [{ do: \(fault) }]\n") { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText())", to: "pipeline.yaml")
            let outcome = try await place.run(["check", "pipeline.yaml"])
            #expect(outcome.status == 69)
            #expect(!outcome.output.contains("accepted"))
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
