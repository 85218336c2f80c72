import Foundation
import Simulator
import Testing

/// What the vendor's documents leave open, as the simulator has it on demand.
@Suite struct HabitTests {
    private func rows(
        _ scenario: String, _ api: String = "cdr_1", _ from: String = "20261001000000", _ to: String = "20261001235959"
    ) async throws -> [[String: String]] {
        try await withSimulator(.forTests(scenario: scenario)) { client, _ in
            try await client.report(api, from, to).rows()
        }
    }

    private func compact(_ date: String) -> String { date.filter(\.isNumber) }

    @Test func anExclusiveEndLeavesItsSecondOut() async throws {
        let day = try await rows("ends: inclusive")
        let second = compact(try #require(day[day.count / 2]["date"]))
        let inclusive = try await rows("ends: inclusive", "cdr_1", "20261001000000", second)
        let exclusive = try await rows("ends: exclusive", "cdr_1", "20261001000000", second)
        let atEnd = day.count { compact($0["date"] ?? "") == second }
        #expect(exclusive.count == inclusive.count - atEnd)
        #expect(try await rows("ends: exclusive", "cdr_1", "20261001000000", "20261002000000") == day)
        let alone = try await withSimulator(.forTests(scenario: "ends: exclusive")) { client, _ in
            try await client.report("cdr_1", second, second).status
        }
        #expect(alone == 404)
    }

    /// The longest window has one second more to name.
    @Test func anExclusiveEndMayLieThirtyOneDaysAfterTheBeginning() async throws {
        let statuses = try await withSimulator(.forTests(scenario: "ends: exclusive")) { client, _ in
            [
                try await client.report("cdr_1", "20260901000000", "20261002000000").status,
                try await client.report("cdr_1", "20260901000000", "20261002000001").status,
            ]
        }
        #expect(statuses == [200, 416])
    }

    @Test(arguments: ["cdr_1", "cdr_3", "campaign_7"])
    func anotherSelectingTimeSendsRowsFromOutsideAndLosesNone(api: String) async throws {
        let scenario = "selects: { \(api): other }"
        let hours = ["00", "08", "12", "16"]
        var parts: [[String: String]] = []
        var outside = 0
        for (from, to) in zip(hours, ["075959", "115959", "155959", "235959"]) {
            let window = ("20261001\(from)0000", "20261001\(to)")
            let part = try await rows(scenario, api, window.0, window.1)
            outside += part.count { !(window.0...window.1).contains(compact($0["date"] ?? "")) }
            parts = part + parts
        }
        #expect(outside > 0)
        let day = try await rows("ends: inclusive", api)
        #expect(Set(parts) == Set(day) && parts.count == day.count)
    }

    @Test func noRowIsLaterThanNowWhateverSelectsIt() async throws {
        let rows = try await rows("selects: { cdr_1: other }", "cdr_1", "20261008000000", "20261008235959")
        #expect(try #require(rows.compactMap { $0["date"] }.max()) <= "2026-10-08 14:30:15")
    }

    @Test func rowsComeInTheOrderThatIsAskedFor() async throws {
        let newest = try await rows("order: newest_first")
        #expect(try await rows("order: oldest_first") == newest.reversed())
        let (unsorted, changing) = try await withSimulator(.forTests(scenario: "order: changing")) { client, _ in
            (try await client.report("cdr_1").rows(), try await client.report("cdr_1").rows())
        }
        #expect(unsorted != changing && Set(unsorted) == Set(newest) && Set(changing) == Set(newest))
        #expect(try await rows("order: unsorted") == rows("order: unsorted"))
    }

    @Test(arguments: [("true", 3), ("false", 2)])
    func anEmptyAnswerCountsOrNot(counts: String, spent: Int) async throws {
        let scenario = "empty_counts: \(counts)\nempty_as: empty_list"
        let (empty, use) = try await withSimulator(.forTests(scenario: scenario)) { client, _ in
            _ = try await client.report("cdr_1")
            let empty = try await client.report("cdr_1", "20261001000000", "20261001000059")
            return (empty, try await client.information("token_info").rows())
        }
        #expect(empty.status == 200 && empty.text.contains(#""data":[]"#))
        #expect(use.first?["token_use_today"] == "\(spent)")
    }

    @Test func costsHaveTheirSignAndMessagesTheirLanguage() async throws {
        let dots = try await rows("costs: dot").compactMap { $0["cost"] }
        let commas = try await rows("costs: comma").compactMap { $0["cost"] }
        #expect(commas == dots.map { $0.replacing(".", with: ",") } && commas.contains { $0.contains(",") })
        let message = try await withSimulator(.forTests(scenario: "messages: spanish")) { client, _ in
            try await client.report("cdr_1").message()
        }
        #expect(message.hasPrefix("SE ENCONTRARON "))
    }

    @Test func theZoneOfTheScenarioIsTheServers() async throws {
        let rows = try await rows("time_zone: Asia/Tokyo", "cdr_1", "20261008000000", "20261009235959")
        #expect(try #require(rows.compactMap { $0["date"] }.max()) > "2026-10-08 20:00:00")
    }

    @Test func aHabitOfAnUnknownReportIsRefused() throws {
        #expect(throws: SimulatorError.unknownReport("cdr_99")) {
            try Simulator(configuration: .forTests(scenario: "selects: { cdr_99: other }"))
        }
    }
}
