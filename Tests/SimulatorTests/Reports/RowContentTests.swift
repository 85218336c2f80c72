import Foundation
import Simulator
import Testing

@Suite struct RowContentTests {
    private func rows(_ api: String, seed: UInt64 = 7) async throws -> [[String: String]] {
        try await withSimulator(.forTests(seed: seed) { $0.rowsPerDay = 1500 }) { client, _ in
            try await client.report(api).rows()
        }
    }

    @Test(arguments: allReports)
    func theSameSeedGivesTheSameBytesAndAnotherSeedOthers(api: String) async throws {
        func body(_ seed: UInt64) async throws -> Data {
            try await withSimulator(.forTests(seed: seed)) { client, _ in try await client.report(api).body }
        }
        let first = try await body(1)
        #expect(try await body(1) == first)
        #expect(try await body(2) != first)
    }

    @Test func keysStandInTheCataloguesOrder() async throws {
        let text = try await withSimulator { client, _ in try await client.report("cdr_1").text }
        let order = [
            "agent_name", "date", "destiny", "telephone", "cost", "time_seg", "time_min", "cod_act",
            "description_cod_act", "cod_act_2", "description_cod_act_2", "type_interaction", "customer_id", "hang_up",
            "campaign_id", "conn_id", "skill_id", "skill_name", "agent_id", "comment",
        ]
        let places = order.compactMap { text.range(of: "\"\($0)\":")?.lowerBound }
        #expect(places.count == order.count)
        #expect(places == places.sorted())
    }

    @Test func callsCostByTheMinuteAndMinutesAreWhole() async throws {
        for row in try await rows("cdr_1") {
            let seconds = try #require(Int(row["time_seg"] ?? ""))
            #expect(Int(row["time_min"] ?? "") == (seconds + 59) / 60)
            #expect(try /\d+\.(\d{2}|\d{4})/.wholeMatch(in: row["cost"] ?? "") != nil)
        }
    }

    @Test func theEpochInACallsIdIsShortlyBeforeItsDate() async throws {
        let calls = try await rows("cdr_1")
        var ids: [String] = []
        for row in calls {
            let parts = (row["conn_id"] ?? "").split(separator: ".")
            guard parts.count > 1, let epoch = Double(parts[parts.count - 2]) else { continue }
            ids.append(row["conn_id"] ?? "")
            let date = try Date(
                (row["date"] ?? "").replacing(" ", with: "T") + "-05:00", strategy: Date.ISO8601FormatStyle())
            let lead = date.timeIntervalSince1970 - epoch - (Double(row["time_seg"] ?? "") ?? 0)
            #expect((13...43).contains(lead))
        }
        #expect(ids.count > calls.count * 9 / 10)
        #expect(Set(ids).count == ids.count)
    }

    @Test func messagesHaveQuotesLineBreaksAndEmoji() async throws {
        let messages = try await rows("cdr_3").compactMap { $0["message"] }
        #expect(messages.contains { $0.contains("\"") })
        #expect(messages.contains { $0.contains("\n") })
        #expect(messages.contains { $0.contains("🎂") })
    }

    @Test func channelsOfMessagesAreSMSOrStartWithWhatsAppInAnyCase() async throws {
        let channels = Set(try await rows("cdr_3").compactMap { $0["channel"] })
        #expect(channels.contains("SMS"))
        #expect(channels.subtracting(["SMS"]).allSatisfy { $0.lowercased().hasPrefix("whatsapp") })
        #expect(channels.count > 5)
    }

    @Test func emptyValuesComeInEveryDocumentedSpelling() async throws {
        let values = Set(try await rows("cdr_1").flatMap { [$0["customer_id"], $0["cod_act"], $0["comment"]] })
        for spelling in ["", "-", "0", " "] { #expect(values.contains(spelling)) }
    }

    @Test func resultsOfDetectionComeInBothCases() async throws {
        let results = Set(try await rows("campaign_7").compactMap { $0["result"] })
        #expect(results == ["machine", "MACHINE", "human", "HUMAN"])
    }

    @Test func officesSleepAtNightAndRobotsDoNot() async throws {
        func hours(_ rows: [[String: String]]) -> Set<Int> {
            Set(rows.compactMap { $0["date"].flatMap { Int($0.dropFirst(11).prefix(2)) } })
        }
        let calls = try await rows("cdr_1")
        #expect(hours(calls) == Set(6..<22))
        #expect(Set(calls.compactMap { $0["date"] }).count > calls.count * 9 / 10)
        #expect(hours(try await rows("diagram_9")).contains(23))
    }
}
