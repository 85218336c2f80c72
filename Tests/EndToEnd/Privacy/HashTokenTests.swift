import ETL
import Foundation
import TestSupport
import Testing

/// Tokens are those that anybody with the key can make.
@Suite struct HashTokenTests {
    private static let key = "k3y-of-many-w0rds"

    @Test func tokensAgreeWithOpenSSLAndJoinReports() async throws {
        let day = "\(LocalDays.last(7).filter { $0.weekday != 0 }[0])"
        try await SimulatorProcess.run(rowsPerDay: 60) { simulator in
            let place = try Workplace(server: simulator.address)
            place.environment["PII_KEY"] = Self.key
            let reports = "  - cdr_1\n  - { report: campaign_7, with: { campaign_id: all } }"
            let more = """
                transform:
                  - hash: { fields: [customer_id, agent_name], key: "${PII_KEY}" }
                """
            try place.write("\(PipelineText(reports: reports, more: more))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", day])
            var tokens: [String: Set<String>] = [:]
            for report in ["cdr_1", "campaign_7"] {
                let sent = try await simulator.rows(report, day)
                let lines = try await place.lines(place.dataFile(report, day))
                #expect(sent.count == lines.count && !lines.isEmpty)
                for (line, original) in zip(lines, sent) {
                    let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                    for field in ["customer_id", "agent_name"] {
                        guard let token = row[field] as? String, let value = original[field] else { continue }
                        tokens[value, default: []].insert(token)
                    }
                }
            }
            #expect(tokens.count > 20 && tokens.values.allSatisfy { $0.count == 1 })
            #expect(tokens.keys.contains { !$0.utf8.allSatisfy { $0 < 0x80 } }, "no name has an accent")
            for (value, token) in tokens.sorted(by: { $0.key < $1.key }).prefix(60) {
                let answer = try await Tool.run("openssl", ["dgst", "-sha256", "-hmac", Self.key], input: value)
                let words = String(decoding: answer, as: UTF8.self).split { $0.isWhitespace }
                #expect(words.last.map { [String($0)] } == Array(token), "\(value)")
            }
        }
    }
}
