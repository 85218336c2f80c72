import Foundation
import TestSupport
import Testing

/// A secret in every place of configuration and environment that may hold one is in nothing that the program writes, but
/// for the requests and arguments that it is for.
@Suite struct SecretsInOutletsTests {
    private static let secrets = [
        "WOLKVOX_TOKEN": "s3cr3t-t0k3n-0451", "PII_KEY": "s3cr3t-h4sh-k3y-0452", "FORGET_KEY": "s3cr3t-f0rget-k3y-0453",
        "BODY_KEY": "s3cr3t-b0dy-0455", "PAGER_KEY": "s3cr3t-w0rd-0456", "UNRELATED": "s3cr3t-unrelated-0458",
    ]

    private static func pipeline(_ server: ScriptedServer) -> String {
        let more = """
            transform: [{ hash: { fields: [customer_id], key: "${PII_KEY}" } }]
            forget_key: ${FORGET_KEY}
            metrics: { file: try.prom }
            lineage: { url: "${LINEAGE_URL}" }
            notify:
              - { on: always, webhook: "${CHAT_HOOK}", body: '{"key": "${BODY_KEY}", "text": "{headline}"}' }
              - { on: always, webhook: "${CHAT_HOOK}" }
              - { on: always, webhook: "${DEAD_HOOK}" }
              - { on: always, command: ["${PAGER}", "${PAGER_KEY}"] }
              - { on: always, command: [sh, -c, "exit 7", "${PAGER_KEY}"] }
            """
        return "\(PipelineText(reports: "  - cdr_1", more: more))"
    }

    @Test(arguments: [nil, "rules: [{ do: bad_token }]", "rules: [{ do: { status: 503 } }]"] as [String?])
    func areInNoOutput(scenario: String?) async throws {
        try await ScriptedServer.run(script: { request in
            request.target.contains("l1neage") ? ScriptedAnswer(status: 500, "no") : ScriptedAnswer("ok")
        }) { server in
            let place = try Workplace()
            place.environment.merge(Self.secrets) { $1 }
            place.environment["CHAT_HOOK"] = "\(server.address)/s3cr3t-h00k-0454"
            place.environment["DEAD_HOOK"] = "http://s3cr3t-host-0459.invalid/s3cr3t-h00k-0454"
            place.environment["LINEAGE_URL"] = "\(server.address)/l1neage/s3cr3t-url-0457"
            place.environment["PAGER"] = "./s3cr3t-pr0gram-0460"
            try place.write(Self.pipeline(server), to: "pipeline.yaml")
            try await SimulatorProcess.run(scenario: scenario.map { $0 + "\n" }) { simulator in
                place.environment["WOLKVOX_ENDPOINT"] = simulator.address
                for words in [["--json"], ["--log-format", "json"], ["--quiet"]] {
                    let outcome = try await place.run(["run", "pipeline.yaml"] + words)
                    #expect(
                        !outcome.output.contains("s3cr3t") && !outcome.errors.contains("s3cr3t"), "\(outcome.errors)")
                }
                let status = try await place.run(["status", "pipeline.yaml", "--json"])
                #expect(!status.output.contains("s3cr3t") && !status.errors.contains("s3cr3t"))
            }
            var files = 0
            for path in try FileManager.default.subpathsOfDirectory(atPath: place.path(""))
            where path != "pipeline.yaml" {
                guard let bytes = FileManager.default.contents(atPath: place.path(path)) else { continue }
                files += 1
                #expect(bytes.range(of: Data("s3cr3t".utf8)) == nil, "\(path)")
            }
            #expect(files > 6)
            for request in server.requests {
                let body = String(decoding: request.body, as: UTF8.self)
                #expect(!body.replacing("s3cr3t-b0dy-0455", with: "").contains("s3cr3t"), "\(body)")
            }
            #expect(server.requests.contains { $0.target.contains("l1neage") })
        }
    }
}
