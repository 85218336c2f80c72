import Foundation
import Simulator
import Testing

@Suite struct InspectionTests {
    @Test(arguments: allReports)
    func theTruthOfADayIsWhatTheServerSends(api: String) async throws {
        try await withSimulator { client, _ in
            let served = try await client.report(api).rows()
            let query = "?api=\(api)&day=2026-10-01&campaign_id=all"
            let truth = try JSONDecoder().decode(
                Truth.self, from: try await client.get("/_simulator/truth" + query, token: nil).body)
            let rows = try await client.get("/_simulator/rows" + query, token: nil).body
            #expect(try JSONSerialization.jsonObject(with: rows) as? [[String: String]] == served)
            #expect(truth.rows == served.count)
            #expect(truth.distinct == Set(served.compactMap { $0[truth.distinctField] }).subtracting(["", "-"]).count)
            let counts = served.compactMap { $0["count"].flatMap { Int($0) } }
            #expect(truth.countSum == (counts.isEmpty ? nil : counts.reduce(0, +)))
            let costs = served.compactMap { $0["cost"].flatMap { Decimal(string: $0) } }
            #expect(truth.costSum.flatMap { Decimal(string: $0) } == (costs.isEmpty ? nil : costs.reduce(0, +)))
        }
    }

    @Test func theLogTellsTokensApartWithoutKeepingThem() async throws {
        try await withSimulator { client, simulator in
            _ = try await client.report("campaign_7", token: "secret-token-one")
            _ = try await client.report("cdr_1", token: "secret-token-two")
            _ = try await client.report("cdr_1", token: "secret-token-one")
            let text = try await client.get("/_simulator/requests", token: nil).text
            #expect(!text.contains("secret"))
            let entries = simulator.log.entries
            #expect(entries.count == 3)
            #expect(entries[0].token == entries[2].token)
            #expect(entries[0].token != entries[1].token)
            #expect(entries[0].parameters == ["campaign_id": "all"])
            #expect(entries[0].dateIni == "20261001000000")
            #expect(entries.map(\.status) == [200, 200, 200])
            #expect(entries[1].rows > 100)
            #expect(text.contains(#""date_ini":"20261001000000""#))
        }
    }

    @Test(arguments: ["/_simulator/truth?api=cdr_1", "/_simulator/rows?api=cdr_99&day=2026-10-01", "/elsewhere"])
    func whatIsNotThereIs404(path: String) async throws {
        try await withSimulator { client, simulator in
            let reply = try await client.get(path, token: nil)
            #expect(reply.status == 404)
            #expect(simulator.log.entries.isEmpty)
        }
    }
}
