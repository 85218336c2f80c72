import Foundation
import Simulator
import Testing

@Suite struct LimitTests {
    @Test func theCapKeepsTheNewestRowsAndSaysNothing() async throws {
        let all = try await withSimulator { client, _ in try await client.report("cdr_1").rows() }
        try await withSimulator(.forTests { $0.rowCap = 50 }) { client, _ in
            let reply = try await client.report("cdr_1")
            #expect(try reply.rows() == Array(all.prefix(50)))
            #expect(try reply.message() == "50 records were found")
        }
    }

    @Test func theCapCanBeSeenInTheMessageIfTheScenarioSaysSo() async throws {
        let all = try await withSimulator { client, _ in try await client.report("cdr_1").rows().count }
        try await withSimulator(.forTests(scenario: "cap: 50\ntruncate: true_count")) { client, _ in
            let reply = try await client.report("cdr_1")
            #expect(try reply.rows().count == 50)
            #expect(try reply.message() == "\(all) records were found")
        }
    }

    @Test func theCallsOfADayAreSharedByAllTokensAndCountEveryCallThatWasTaken() async throws {
        try await withSimulator(.forTests { $0.callsPerDay = 4 }) { client, _ in
            #expect(try await client.report("cdr_1", token: "token-one").status == 200)
            let future = try await client.report("cdr_1", "20270101000000", "20270101235959", token: "token-one")
            #expect(future.status == 404)
            #expect(try await client.report("cdr_1", token: "token-two").status == 200)
            let info = try await client.information("token_info", token: "token-two").rows()
            #expect(
                info == [
                    [
                        "description": "Integración lago de datos", "token_limit": "4", "token_use_today": "2",
                        "all_token_today": "4", "available_consumption_options": "0",
                    ]
                ])
            let refused = try await client.report("cdr_1", token: "token-one")
            #expect(refused.status == 403)
            #expect(try refused.message() == "TOKEN LIMIT EXCEEDED")
        }
    }

    @Test func aThirdRequestAtOnceIsRefusedAndAnotherTokenIsNot() async throws {
        let scenario = "rules:\n  - when: { call: 1..2 }\n    do: { hang: 20m }"
        try await withSimulator(.forTests(scenario: scenario)) { client, simulator in
            try await withThrowingTaskGroup(of: Void.self) { group in
                // One after the other: two that come at once may be counted in one order and logged in another.
                for number in 1...2 {
                    group.addTask { _ = try? await client.report("cdr_1") }
                    while simulator.log.entries.count(where: { !$0.faults.isEmpty }) < number {
                        try await Task.sleep(for: .milliseconds(5))
                    }
                }
                let third = try await client.report("cdr_1")
                #expect(third.status == 403)
                #expect(try third.message() == "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)")
                #expect(try await client.report("cdr_1", token: "another-token").status == 200)
                group.cancelAll()
            }
            #expect(simulator.log.entries.map(\.underWay) == [1, 2, 3, 1])
        }
    }

    @Test func oneRequestAfterAnotherIsNeverTwoAtOnce() async throws {
        try await withSimulator { client, simulator in
            for _ in 0..<40 { _ = try await client.report("cdr_6") }
            #expect(simulator.log.entries.allSatisfy { $0.underWay == 1 && $0.isComplete })
        }
    }
}
