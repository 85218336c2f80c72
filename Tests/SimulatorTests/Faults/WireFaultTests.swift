import Foundation
import Simulator
import Testing

@Suite struct WireFaultTests {
    private func simulate(_ fault: String) throws -> SimulatorConfiguration {
        try .forTests(scenario: "rules: [{ when: { call: 1 }, do: \(fault) }]")
    }

    @Test(arguments: ["reset", "{ cut_body: 2000 }", "{ cut_body: 0 }", "{ hang: 100ms }"])
    func aBrokenConnectionIsAnErrorAndTheNextCallIsWhole(fault: String) async throws {
        try await withSimulator(simulate(fault)) { client, simulator in
            await #expect(throws: (any Error).self) { try await client.report("cdr_1") }
            let reply = try await client.report("cdr_1")
            #expect(try reply.rows().count > 100)
            #expect(simulator.log.entries.map(\.isComplete) == [false, true])
            #expect(simulator.log.entries.map(\.underWay) == [1, 1])
        }
    }

    @Test func aBodyIsCutAtItsByte() async throws {
        try await withSimulator(simulate("{ cut_body: { after: 12345 } }")) { client, simulator in
            _ = try? await client.report("cdr_1")
            #expect(simulator.log.entries.map(\.bytes) == [12_345])
        }
    }

    @Test func aShortBodyIsNotCut() async throws {
        try await withSimulator(simulate("{ cut_body: 1_000_000 }")) { client, simulator in
            let reply = try await client.report("cdr_6")
            #expect(try reply.rows().count == 5)
            #expect(simulator.log.entries.map(\.bytes) == [reply.body.count])
        }
    }

    @Test(.timeLimit(.minutes(10))) func aHangOutlastsThePatienceOfTheClientAndLeavesNothingUnderWay() async throws {
        let scenario = "simultaneous: 1\nrules: [{ when: { api: cdr_1 }, do: hang }]"
        try await withSimulator(.forTests(scenario: scenario)) { client, simulator in
            let hanging = Task { try await client.report("cdr_1") }
            while simulator.log.entries.first?.faults != ["hang"] { try await Task.sleep(for: .milliseconds(5)) }
            hanging.cancel()
            await #expect(throws: (any Error).self) { try await hanging.value }
            while try await client.report("cdr_6").status != 200 {}
            #expect(simulator.log.entries.first?.status == nil)
            #expect(simulator.log.entries.last?.isComplete == true)
        }
    }

    @Test(arguments: ["{ latency: 30ms }", "{ slow_body: 2_000_000 }"])
    func aSlowAnswerIsWhole(fault: String) async throws {
        try await withSimulator(simulate(fault)) { client, _ in
            let slow = try await client.report("cdr_1").body
            #expect(try await client.report("cdr_1").body == slow)
        }
    }

    @Test func bytesCanStandBeforeAndAfterTheAnswer() async throws {
        let scenario = "rules: [{ do: bom }, { do: { trailing: '<!-- 0.03 s -->' } }]"
        let plain = try await withSimulator { client, _ in try await client.report("cdr_1").body }
        try await withSimulator(.forTests(scenario: scenario)) { client, _ in
            let body = try await client.report("cdr_1").body
            #expect(body == Data([0xEF, 0xBB, 0xBF]) + plain + Data("<!-- 0.03 s -->".utf8))
        }
    }
}
