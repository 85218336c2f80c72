import ETL
import Foundation
import Testing

/// What is masked or hashed stands nowhere in the output, whatever becomes of its row.
@Suite struct HiddenFieldsTests {
    private static let hiding = """
        transform:
          - mask: { fields: [telephone], keep_last: 4 }
          - hash: { fields: [customer_id], key: "${PII_KEY}" }
        quality: { max_quarantined: 100% }
        """
    private static let key = "k3y-of-many-w0rds"

    @Test(
        arguments: [
            "malformed: { field: date, value: mañana, every: 3 }",
            "duplicate_key: { field: telephone, value: \"573009998877\", every: 3 }",
            "drift: { rename: { date: fecha } }",
            "drift: { rename: { telephone: phone_number, customer_id: client } }",
            "drift: { rename: { telephone: Telephone, date: fecha }, add: { region: norte } }",
            "bare_row: { json: '\"573009998877\"', every: 5 }",
        ], ["ndjson", "csv"])
    func originalsStandNowhere(fault: String, format: String) async throws {
        let days = LocalDays.last(7).filter { $0.weekday != 0 }.suffix(2).map(\.description)
        try await SimulatorProcess.run(rowsPerDay: 200, scenario: "rules:\n  - do: { \(fault) }\n") { simulator in
            let place = try Workplace(server: simulator.address)
            place.environment["PII_KEY"] = Self.key
            let reports = "  - { report: campaign_7, with: { campaign_id: all } }"
            let load = "{ to: output, format: \(format) }"
            try place.write("\(PipelineText(reports: reports, load: load, more: Self.hiding))", to: "pipeline.yaml")
            var originals: Set<String> = ["573009998877"]
            var said = ""
            for day in days {
                let outcome = try await place.run(["run", "pipeline.yaml", "--day", day, "--json"])
                said += outcome.output + outcome.errors
                for row in try await simulator.rows("campaign_7", day) {
                    originals.formUnion(
                        [row["telephone"], row["customer_id"]].compactMap { $0 }.filter { $0.count > 7 })
                }
            }
            #expect(originals.count > 50)
            for words in [["status", "pipeline.yaml"], ["status", "output", "--json"], ["verify", "output"]] {
                let outcome = try await place.run(words)
                said += outcome.output + outcome.errors
            }
            let text = try await place.everything(below: "output") + said
            let isQuarantined = !fault.hasPrefix("drift: { rename: { telephone: phone_number")
            #expect(text.contains("output/_quarantine/report=campaign_7") == isQuarantined)
            #expect(text.contains("output/_runs/"))
            #expect(try await place.values(originals, standingIn: text) == [])
            #expect(!text.contains(Self.key) && !text.contains(Workplace.token))
        }
    }

    @Test func maskedAndHashedValuesStayUseful() async throws {
        let day = "\(LocalDays.last(7).filter { $0.weekday != 0 }[0])"
        try await SimulatorProcess.run(rowsPerDay: 200) { simulator in
            let place = try Workplace(server: simulator.address)
            place.environment["PII_KEY"] = Self.key
            let reports = "  - { report: campaign_7, with: { campaign_id: all } }"
            try place.write("\(PipelineText(reports: reports, more: Self.hiding))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", day])
            let sent = try await simulator.rows("campaign_7", day)
            let rows = try await place.lines(place.dataFile("campaign_7", day)).map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
            #expect(rows.count == sent.count && !rows.isEmpty)
            var hashes: [String: String] = [:]
            for (row, original) in zip(rows, sent) {
                let telephone = try #require(original["telephone"])
                #expect(
                    row["telephone"] as? String == String(repeating: "*", count: telephone.count - 4)
                        + telephone.suffix(4))
                let customer = original["customer_id"] ?? ""
                guard !["", "-", " "].contains(customer) else {
                    #expect(row["customer_id"] is NSNull)
                    continue
                }
                let hash = try #require(row["customer_id"] as? String)
                #expect(hashes.updateValue(hash, forKey: customer) ?? hash == hash)
            }
            #expect(Set(hashes.values).count == hashes.count)
        }
    }
}
