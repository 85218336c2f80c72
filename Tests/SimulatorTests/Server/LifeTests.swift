import Simulator
import Testing

@Suite struct LifeTests {
    @Test func aPortThatIsTakenIsNamed() async throws {
        try await withSimulator { client, _ in
            let second = try Simulator(configuration: .forTests { $0.port = client.port })
            await #expect(throws: SimulatorError.portInUse(client.port)) { try await second.run { _ in } }
        }
    }

    @Test func aZoneThatDoesNotExistIsNamed() {
        #expect(throws: SimulatorError.unknownTimeZone("America/Macondo")) {
            try Simulator(configuration: .forTests { $0.timeZone = "America/Macondo" })
        }
    }

    @Test(.timeLimit(.minutes(10))) func itStopsWhenItIsCancelledEvenWhileARequestHangs() async throws {
        let simulator = try Simulator(configuration: .forTests(scenario: "rules: [{ when: { call: 2 }, do: hang }]"))
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let running = Task { try await simulator.run { continuation.yield($0) } }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        try await withClient(port: port) { client in
            _ = try await client.report("cdr_1")
            async let hanging = try? await client.report("cdr_1").status
            while simulator.log.entries.last?.faults != ["hang"] { try await Task.sleep(for: .milliseconds(5)) }
            running.cancel()
            try await running.value
            #expect(await hanging == nil)
        }
    }
}
