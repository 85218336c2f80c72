import Foundation
import TestSupport
import Testing

/// The program before a server with a certificate and behind a proxy, asked for its token's calls.
@Suite struct TrustAndProxyTests {
    private static let answer = ScriptedAnswer(
        #"{"code":"200","error":null,"msg":"1 records were found","data":[{"description":"night","token_limit":"9","#
            + #""token_use_today":"1","all_token_today":"1","available_consumption_options":"8"}]}"#)

    private func pipeline(_ keys: String) -> String {
        var text = PipelineText()
        text.sources =
            "  - { name: bogota, time_zone: America/Bogota, token: \"${WOLKVOX_TOKEN}\", \(PipelineText.patience), \(keys) }"
        return "\(text)"
    }

    private func check(_ keys: String, environment: [String: String]) async throws -> (Program.Outcome, String) {
        let place = try Workplace(server: "https://127.0.0.1:1")
        try place.write(pipeline(keys), to: "pipelines/pipeline.yaml")
        try place.write(
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: TestCertificate.authority)), as: UTF8.self),
            to: "pipelines/company-ca.pem")
        try place.write("no certificate\n", to: "pipelines/empty.pem")
        place.environment.merge(environment) { $1 }
        let outcome = try await place.run(["check", "pipelines/pipeline.yaml"])
        return (outcome, outcome.output + outcome.errors)
    }

    @Test func aCAFileIsFoundBesideThePipelineFile() async throws {
        try await ScriptedServer.run([Self.answer], presenting: .good) { server in
            let (outcome, _) = try await check(
                "endpoint: \"\(server.address)\", ca_file: company-ca.pem", environment: [:])
            #expect(outcome.output.contains("token accepted"))
        }
    }

    @Test(arguments: [("absent.pem", "cannot be read"), ("empty.pem", "has no certificates in PEM")])
    func aCAFileThatIsOfNoUseIs78(file: String, words: String) async throws {
        let (outcome, _) = try await check("server: \"0012\", ca_file: \(file)", environment: [:])
        #expect(outcome.status == 78)
        #expect(outcome.lastBlock.first?.contains("\(file) \(words)") == true)
    }

    @Test func theProxyAndTheAuthoritiesAreTakenFromTheEnvironment() async throws {
        try await ScriptedServer.run([Self.answer], presenting: .good) { server in
            try await TestProxy.run(to: server.port) { proxy in
                let environment = [
                    "HTTPS_PROXY": "http://u:geheim@127.0.0.1:\(proxy.port)",
                    "SSL_CERT_FILE": TestCertificate.authority,
                ]
                let (outcome, text) = try await check("server: \"0012\"", environment: environment)
                #expect(outcome.output.contains("token accepted"))
                #expect(proxy.requests.first?.hasPrefix("CONNECT wv0012.wolkvox.com:443 ") == true)
                #expect(!text.contains("geheim"))
            }
        }
    }

    /// Each trouble is one attempt, with words of its own and nothing of the libraries below.
    @Test(arguments: [
        (TestCertificate.good, "stranger", "sent a certificate of an issuer that this machine does not trust"),
        (.expired, "authority", "sent a certificate that expired on 2021-01-01"),
        (.otherName, "authority", "sent a certificate that is not for 127.0.0.1"),
        (.good, "missing", "cannot be verified: SSL_CERT_FILE names /nowhere.pem, which cannot be read"),
    ])
    func aCertificateThatIsNotTrustedIsSaidInPlainWords(
        certificate: TestCertificate, authorities: String, words: String
    ) async throws {
        let files = ["stranger": TestCertificate.stranger, "authority": TestCertificate.authority]
        try await ScriptedServer.run([Self.answer], presenting: certificate) { server in
            let (outcome, text) = try await check(
                "endpoint: \"\(server.address)\"",
                environment: ["SSL_CERT_FILE": files[authorities] ?? "/nowhere.pem"])
            #expect(outcome.status == 69)
            #expect(outcome.lastBlock.first?.contains(words) == true)
            for raw in ["NIOSSL", "BoringSSL", "OPENSSL", "NSCocoa", "/.build/", "attempts"] {
                #expect(!text.contains(raw))
            }
        }
    }

    @Test func aTokenFileThatCannotBeReadIsNamedInAFewWords() async throws {
        let place = try Workplace(server: "http://127.0.0.1:1")
        let text = "\(PipelineText())".replacing("token: \"${WOLKVOX_TOKEN}\"", with: "token_file: absent")
        try place.write(text, to: "pipeline.yaml")
        let outcome = try await place.run(["check", "pipeline.yaml"])
        #expect(outcome.status == 78)
        #expect(outcome.lastBlock.first?.contains("absent can't be read: there is no such file.") == true)
        #expect(!outcome.errors.contains("NSCocoa") && !outcome.errors.contains("Error Domain"))
    }
}
