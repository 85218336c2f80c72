import Foundation
import Simulator
import Testing

@Suite struct ConditionTests {
    private static let day = ("20261001000000", "20261001235959")

    /// The statuses of six equal calls.
    private func statuses(when: String, api: String = "cdr_6", to: String = day.1) async throws -> [Int] {
        let scenario = "rules: [{ when: \(when), do: { status: 503 } }]"
        return try await withSimulator(.forTests(scenario: scenario)) { client, _ in
            var statuses: [Int] = []
            for _ in 0..<6 { statuses.append(try await client.report(api, Self.day.0, to).status) }
            return statuses
        }
    }

    @Test(arguments: [
        ("{ call: 2 }", [200, 503, 200, 200, 200, 200]), ("{ call: [1, 3] }", [503, 200, 503, 200, 200, 200]),
        ("{ call: 2..4 }", [200, 503, 503, 503, 200, 200]), ("{ call: 5.. }", [200, 200, 200, 200, 503, 503]),
        ("{ every: 3 }", [200, 200, 503, 200, 200, 503]), ("{ api: cdr_1 }", [200, 200, 200, 200, 200, 200]),
        ("{ api: [cdr_1, cdr_6], call: 1 }", [503, 200, 200, 200, 200, 200]),
        ("{ day: 2026-10-01, call: 1 }", [503, 200, 200, 200, 200, 200]),
        (#"{ day: 2026-10-01, at: "12:00", call: 1 }"#, [503, 200, 200, 200, 200, 200]),
        (#"{ day: 2026-10-02, at: "12:00" }"#, [200, 200, 200, 200, 200, 200]),
        ("{ days_ago: 7, call: 1 }", [503, 200, 200, 200, 200, 200]),
        ("{ days_ago: 6 }", [200, 200, 200, 200, 200, 200]),
        ("{ day: 2026-10-02 }", [200, 200, 200, 200, 200, 200]),
    ])
    func aRuleHoldsForTheCallsThatItNames(when: String, expected: [Int]) async throws {
        #expect(try await statuses(when: when) == expected)
    }

    @Test(arguments: [
        (#"{ from: "14:00", to: "15:00" }"#, 503), (#"{ from: "15:00" }"#, 200), (#"{ to: "14:30" }"#, 200),
        (#"{ from: "22:00", to: "14:31" }"#, 503), (#"{ from: "22:00", to: "14:30" }"#, 200),
    ])
    func aRuleHoldsAtItsHoursByTheServersClock(when: String, expected: Int) async throws {
        #expect(try await statuses(when: when).first == expected)
    }

    @Test(arguments: [("20261001055959", 200), ("20261001060000", 503)])
    func aRuleCanHoldForWideWindowsOnly(to: String, expected: Int) async throws {
        #expect(try await statuses(when: "{ wider_than: 6h }", api: "diagram_9", to: to).first == expected)
    }

    @Test func aRuleCanHoldForAnswersOfManyRowsOnly() async throws {
        #expect(try await statuses(when: "{ more_rows_than: 4 }").first == 503)
        #expect(try await statuses(when: "{ more_rows_than: 5 }").first == 200)
    }

    @Test func severalRulesStrikeOneCallInTheirOrder() async throws {
        let scenario = "rules: [{ do: { status: 500 } }, { do: bom }, { when: { call: 1 }, do: maintenance }]"
        try await withSimulator(.forTests(scenario: scenario)) { client, simulator in
            let statuses = (try await client.report("cdr_1").status, try await client.report("cdr_1").status)
            #expect(statuses == (403, 500))
            #expect(simulator.log.entries.map(\.faults) == [["status", "bom", "maintenance"], ["status", "bom"]])
        }
    }
}
