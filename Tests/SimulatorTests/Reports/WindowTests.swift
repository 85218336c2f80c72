import Foundation
import Simulator
import Testing

@Suite struct WindowTests {
    /// Consecutive windows of random width over a day, newest first.
    private func windows(seed: UInt64) -> [(from: String, to: String)] {
        var state = seed
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        var cuts: Set<Int> = []
        for _ in 0..<6 { cuts.insert(1 + below(86_399)) }
        let edges = [0] + cuts.sorted() + [86_400]
        func text(_ second: Int) -> String {
            "20261001" + [second / 3600, second / 60 % 60, second % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }.joined()
        }
        return zip(edges, edges.dropFirst()).map { (text($0), text($1 - 1)) }.reversed()
    }

    @Test(arguments: ["cdr_1", "cdr_3", "diagram_9", "campaign_7"], [UInt64(1), 2, 3])
    func windowsThatTouchAddUpToTheDay(api: String, seed: UInt64) async throws {
        try await withSimulator { client, _ in
            let whole = try await client.report(api).rows()
            var parts: [[String: String]] = []
            for window in windows(seed: seed) {
                let reply = try await client.report(api, window.from, window.to)
                if reply.status != 404 { parts += try reply.rows() }
            }
            #expect(parts == whole)
        }
    }

    @Test func aClockThatFiltersAheadGivesTheRowsOfEarlierHours() async throws {
        let ahead = try await withSimulator(.forTests(scenario: "filter_ahead: 5h")) { client, _ in
            try await client.report("cdr_1", "20261001170000", "20261001175959").rows()
        }
        let rows = try await withSimulator { client, _ in
            try await client.report("cdr_1", "20261001120000", "20261001125959").rows()
        }
        #expect(!rows.isEmpty && ahead == rows)
    }

    @Test(arguments: [UInt64(4), 5, 6])
    func totalsOfWindowsThatTouchAddUpToThoseOfTheDay(seed: UInt64) async throws {
        try await withSimulator { client, _ in
            func totals(_ rows: [[String: String]]) -> [String: Int] {
                rows.reduce(into: [:]) { $0[$1["result"] ?? "", default: 0] += Int($1["count"] ?? "") ?? 0 }
            }
            let whole = totals(try await client.report("cdr_6").rows())
            var parts: [String: Int] = [:]
            for window in windows(seed: seed) {
                let part = try await client.report("cdr_6", window.from, window.to)
                parts.merge(totals(try part.rows()), uniquingKeysWith: +)
            }
            #expect(parts == whole)
            #expect(whole.count == 5)
        }
    }

    @Test func rowsOfSeveralDaysFollowOneAnotherNewestFirst() async throws {
        try await withSimulator { client, _ in
            let wide = try await client.report("cdr_1", "20260928000000", "20261001235959").rows()
            var days: [[String: String]] = []
            for day in ["20261001", "20260930", "20260929", "20260928"] {
                days += try await client.report("cdr_1", day + "000000", day + "235959").rows()
            }
            #expect(wide == days)
            let dates = wide.compactMap { $0["date"] }
            #expect(dates == dates.sorted(by: >))
        }
    }

    @Test func bothEndsOfAWindowBelongToIt() async throws {
        try await withSimulator { client, _ in
            let rows = try await client.report("cdr_1").rows()
            let date = try #require(rows[10]["date"])
            let second = date.filter(\.isNumber)
            let reply = try await client.report("cdr_1", second, second)
            #expect(try reply.rows() == rows.filter { $0["date"] == date })
        }
    }

    @Test func nothingIsLaterThanNow() async throws {
        try await withSimulator { client, simulator in
            let today = try await client.report("cdr_1", "20261008000000", "20261008235959").rows()
            let dates = today.compactMap { $0["date"] }
            #expect(dates.count > 50)
            #expect(dates.allSatisfy { $0 <= "2026-10-08 14:30:15" })
            #expect(simulator.truth(api: "cdr_1", day: "2026-10-08")?.rows == today.count)
            #expect(try await client.report("cdr_1", "20261008143016", "20261008235959").status == 404)
        }
    }

    @Test func aCampaignsRowsAreThoseOfAllThatNameIt() async throws {
        try await withSimulator { client, simulator in
            let all = try await client.report("campaign_7").rows()
            var sum = 0
            for id in ["10001", "10007", "10018"] {
                let query = "&campaign_id=\(id)"
                let one = try await client.report("campaign_7", "20261001000000", "20261001235959", query).rows()
                #expect(one == all.filter { $0["campaign_id"]?.hasPrefix(id) == true })
                #expect(simulator.truth(api: "campaign_7", day: "2026-10-01", campaign: id)?.rows == one.count)
                sum += one.count
            }
            #expect(sum > 0 && sum < all.count)
        }
    }
}
