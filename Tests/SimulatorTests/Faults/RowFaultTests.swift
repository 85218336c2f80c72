import Foundation
import Simulator
import Testing

@Suite struct RowFaultTests {
    /// The day as it should be, and as it comes under a fault.
    private func pair(_ api: String, _ fault: String) async throws -> (good: [[String: String]], bad: Client.Reply) {
        let good = try await withSimulator { client, _ in try await client.report(api).rows() }
        let bad = try await withSimulator(.forTests(scenario: "rules: [{ do: \(fault) }]")) { client, _ in
            try await client.report(api)
        }
        return (good, bad)
    }

    @Test func theCountInTheMessageCanBeWrong() async throws {
        let (good, bad) = try await pair("cdr_1", "{ wrong_count: -3 }")
        #expect(try bad.message() == "\(good.count - 3) records were found")
        #expect(try bad.rows() == good)
    }

    @Test func rowsCanComeInNoOrder() async throws {
        let (good, bad) = try await pair("cdr_1", "unsorted")
        let rows = try bad.rows()
        #expect(rows != good)
        #expect(Set(rows) == Set(good) && rows.count == good.count)
    }

    @Test func fieldsCanComeAndGoAndChangeTheirNames() async throws {
        let fault = "{ drift: { add: { nuevo: \"sí/no\" }, remove: comment, rename: { hang_up: hung_up } } }"
        let (good, bad) = try await pair("cdr_1", fault)
        let expected = good.map { row in
            var row = row
            row["comment"] = nil
            row["hung_up"] = row.removeValue(forKey: "hang_up")
            row["nuevo"] = "sí/no"
            return row
        }
        #expect(try bad.rows() == expected)
    }

    @Test func aValueCanBeReplacedInEverySoManyRows() async throws {
        let (good, bad) = try await pair("cdr_1", "{ malformed: { field: cost, value: '1,234', every: 10 } }")
        let rows = try bad.rows()
        let hit = rows.count { $0["cost"] == "1,234" }
        #expect(hit == (good.count + 9) / 10)
        #expect(zip(rows, good).count { $0 != $1 } == hit)
    }

    @Test func theSameRowsAreHitWhateverWindowIsAsked() async throws {
        let scenario = "rules: [{ do: { malformed: { field: cost, value: x, every: 7 } } }]"
        try await withSimulator(.forTests(scenario: scenario)) { client, _ in
            let whole = try await client.report("cdr_1").rows()
            let late = try await client.report("cdr_1", "20261001120000", "20261001235959").rows()
            let early = try await client.report("cdr_1", "20261001000000", "20261001115959").rows()
            #expect(late + early == whole)
        }
    }

    @Test func aValueCanBeAnyJSON() async throws {
        let (_, bad) = try await pair("cdr_6", "{ malformed: { field: count, json: '{\"a\":[1,null]}' } }")
        let data = try bad.json()["data"] as? [[String: Any]] ?? []
        #expect(data.count == 5)
        #expect(data.allSatisfy { ($0["count"] as? [String: Any])?["a"] is [Any] })
    }

    @Test(arguments: [
        ("{ duplicate_key: { field: result, value: DOS } }", #""NOANSWER","count":"#, #""result":"DOS"}"#),
        ("{ lone_surrogate: result }", #"{"result":"gracias \ud83d","#, "count"),
        ("{ bare_row: 2 }", #"["TOTAL",{"#, #""TOTAL""#),
        ("{ oversized_row: { field: result, bytes: 70000 } }", String(repeating: "A", count: 70_000), "count"),
        ("{ deep_nesting: { field: count, depth: 300 } }", String(repeating: "[", count: 300), "]]]"),
        ("{ many_keys: 200 }", #""extra_0":"x","#, #""extra_199":"x"}"#),
    ])
    func aRowCanBeHostile(fault: String, first: String, second: String) async throws {
        let (_, bad) = try await pair("cdr_6", fault)
        #expect(bad.text.contains(first))
        #expect(bad.text.contains(second))
    }

    @Test func bytesCanBeNoUTF8() async throws {
        let (_, bad) = try await pair("cdr_6", "{ invalid_utf8: result }")
        #expect(String(data: bad.body, encoding: .utf8) == nil)
        #expect(bad.body.range(of: Data([0x50, 0x65, 0xF1, 0x61])) != nil)
    }

    @Test func aSingleRowCanStandWithoutAList() async throws {
        try await withSimulator(.forTests(scenario: "rules: [{ do: lone_object }]")) { client, _ in
            let rows = try await client.report("cdr_1").rows()
            let dates = rows.compactMap { $0["date"]?.filter(\.isNumber) }
            let alone = try #require(dates.first { date in dates.count { $0 == date } == 1 })
            let reply = try await client.report("cdr_1", alone, alone)
            #expect(try reply.json()["data"] is [String: String])
        }
    }

    @Test func rowsAreEditedWhenTheyAreOldEnough() async throws {
        let scenario = """
            rules:
              - when: { call: 2.. }
                do: { late_edit: { field: cod_act, value: NUEVO, every: 5, after: 2h } }
            """
        try await withSimulator(.forTests(scenario: scenario)) { client, _ in
            let first = try await client.report("cdr_1", "20261008000000", "20261008235959").rows()
            let second = try await client.report("cdr_1", "20261008000000", "20261008235959").rows()
            let edited = zip(first, second).filter { $0 != $1 }.map(\.1)
            #expect(edited.count > 10)
            #expect(edited.allSatisfy { $0["cod_act"] == "NUEVO" && ($0["date"] ?? "") <= "2026-10-08 12:30:15" })
        }
    }

    @Test func youngRowsCanBeHeldBack() async throws {
        try await withSimulator(.forTests(scenario: "rules: [{ do: { hold_back: 1h } }]")) { client, simulator in
            let reply = try await client.report("cdr_1", "20261008000000", "20261008235959")
            let rows = try reply.rows()
            #expect(rows.allSatisfy { ($0["date"] ?? "") <= "2026-10-08 13:30:15" })
            #expect(try reply.message() == "\(rows.count) records were found")
            #expect(rows.count < simulator.truth(api: "cdr_1", day: "2026-10-08")?.rows ?? 0)
        }
    }

    @Test func anAnswerCanLackMostOfItsRows() async throws {
        let (good, bad) = try await pair("cdr_1", "{ shrink: 20 }")
        let rows = try bad.rows()
        #expect(rows.count < good.count / 3 && !rows.isEmpty)
        #expect(Set(rows).isSubset(of: Set(good)))
    }
}
