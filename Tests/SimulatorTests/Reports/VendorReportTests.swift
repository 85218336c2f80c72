import Foundation
import Simulator
import Testing

/// Reports that come from the vendor's catalogue.
@Suite struct VendorReportTests {
    private static let hours = [("000000", "085959"), ("090000", "115959"), ("120000", "235959")]

    @Test(arguments: ["agent_14", "cdr_5", "chat_12", "chat_1", "diagram_7", "quality_3", "wizard_3"])
    func eventsAreTheSameWhateverTheWindows(api: String) async throws {
        try await withSimulator { client, _ in
            let whole = try await client.report(api).rows()
            var parts: [[String: String]] = []
            for (from, to) in Self.hours.reversed() {
                let reply = try await client.report(api, "20261001" + from, "20261001" + to)
                if reply.status != 404 { parts += try reply.rows() }
            }
            #expect(!whole.isEmpty)
            #expect(parts == whole)
        }
    }

    @Test(arguments: [("agent_1", "calls"), ("agent_9", "count"), ("chat_3", "interactions"), ("quality_4", "yes")])
    func totalsAreThoseOfTheWindow(api: String, field: String) async throws {
        try await withSimulator { client, _ in
            func sum(_ rows: [[String: String]]) -> Int { rows.reduce(0) { $0 + (Int($1[field] ?? "") ?? 0) } }
            let whole = sum(try await client.report(api).rows())
            var parts = 0
            for (from, to) in Self.hours {
                let reply = try await client.report(api, "20261001" + from, "20261001" + to)
                if reply.status != 404 { parts += sum(try reply.rows()) }
            }
            #expect(whole > 0 && parts == whole)
        }
    }

    @Test func hoursWithoutADayAreThoseOfAllDays() async throws {
        try await withSimulator { client, _ in
            let day = try await client.report("agent_6").rows()
            let week = try await client.report("agent_6", "20260925000000").rows()
            let calls = { (rows: [[String: String]]) in rows.compactMap { Int($0["calls"] ?? "") }.reduce(0, +) }
            #expect(week.count <= 24 && calls(week) > calls(day))
            #expect(week.compactMap { $0["hour"] } == week.compactMap { $0["hour"] }.sorted())
        }
    }

    @Test(arguments: [
        ("agent_2", "agent_id=0012"), ("skill_1", "skill_id=all"), ("campaign_1", "campaign_id=10001"),
        ("act_1", "cod_act=cod_act2"),
    ])
    func aRequiredParameterIsRequired(api: String, parameter: String) async throws {
        try await withSimulator(.forTests { $0.rowsPerDay = 2000 }) { client, _ in
            let refused = try await client.report(api)
            #expect(refused.status == 400)
            #expect(try refused.message() == "SOME PARAMETERS ARE REQUIRED")
            #expect(try await client.report(api, "20261001000000", "20261001235959", "&\(parameter)").status == 200)
        }
    }

    @Test func aParameterChoosesRows() async throws {
        try await withSimulator(.forTests { $0.rowsPerDay = 2000 }) { client, _ in
            let rows = try await client.report("skill_10", "20261001000000", "20261001235959", "&skill_id=103").rows()
            #expect(Set(rows.compactMap { $0["skill_id"] }) == ["103"])
        }
    }

    @Test func aDayIsTheMostThatWorkforceTakes() async throws {
        try await withSimulator { client, _ in
            let reply = try await client.report("skill_5", "20260930000000", "20261001235959", "&skill_id=all")
            #expect(reply.status == 416)
        }
    }

    @Test(arguments: [("agent_5", "status_x_hour"), ("agent_11", "agents"), ("chat_2", "conversation")])
    func recordsHoldListsAndAreCounted(api: String, key: String) async throws {
        try await withSimulator(.forTests { $0.rowsPerDay = 2000 }) { client, simulator in
            let reply = try await client.report(api)
            let records = try #require(try reply.json()["data"] as? [[String: Any]])
            let leaves = records.compactMap { $0[key] as? [[String: String]] }
            #expect(leaves.count == records.count)
            #expect(try reply.message() == "\(records.count) records were found")
            #expect(leaves.contains { $0.count > 1 })
            #expect(leaves.contains { $0.isEmpty } == (api == "chat_2"))
            let rows = leaves.reduce(0) { $0 + max(1, $1.count) }
            #expect(simulator.log.entries.last?.rows == rows)
            #expect(simulator.truth(api: api, day: "2026-10-01")?.rows == rows)
        }
    }

    @Test func rangesAreTheKeysOfAnObject() async throws {
        try await withSimulator { client, _ in
            let data = try #require(try await client.report("cdr_4").json()["data"] as? [String: [String: String]])
            #expect(
                Set(data.keys).isSubset(of: ["0_5_seg", "6_20_seg", "21_60_seg", "61_120_seg", "greater_than_121"]))
            #expect(data.values.allSatisfy { Set($0.keys) == ["calls", "minutes", "cost", "percentage"] })
        }
    }

    @Test func agentsAndSkillsAreListed() async throws {
        try await withSimulator { client, _ in
            let agents = try await client.information("agents").rows()
            #expect(agents.count == 48)
            #expect(agents.allSatisfy { Set($0.keys) == ["agent_id", "agent_name", "agent_dni"] })
            let skills = Set(try await client.information("skills").rows().compactMap { $0["skill_id"] })
            let named = Set(
                try await client.report("skill_8", "20260901000000", "20261001235959", "&skill_id=all").rows()
                    .compactMap { $0["skill_id"] })
            #expect(!named.isEmpty && named.isSubset(of: skills))
        }
    }
}
