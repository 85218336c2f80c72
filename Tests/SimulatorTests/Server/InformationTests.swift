import Simulator
import Testing

@Suite struct InformationTests {
    @Test func campaignsAreThoseThatRowsName() async throws {
        try await withSimulator { client, _ in
            let listed = Set(try await client.information("campaigns").rows().compactMap { $0["campaign_id"] })
            let rows = try await client.report("campaign_7").rows()
            let named = Set(rows.compactMap { $0["campaign_id"]?.prefix { $0.isNumber } }.map(String.init))
            #expect(named == listed)
        }
    }

    @Test func connectorsSayTheirChannel() async throws {
        try await withSimulator { client, _ in
            let rows = try await client.information("connectors").rows()
            #expect(rows.contains { $0["channel"] == "whatsapp" })
            #expect(rows.allSatisfy { Set($0.keys) == ["connector_id", "rp_id", "name", "channel"] })
        }
    }

    @Test func anUnknownAPIIs400() async throws {
        try await withSimulator { client, _ in
            let reply = try await client.information("weather")
            #expect(reply.status == 400)
        }
    }
}
