import Foundation
import Simulator
import Testing

@Suite struct EnvelopeTests {
    @Test(arguments: allReports)
    func aDayOfAReportIsAnEnvelopeWithRows(api: String) async throws {
        try await withSimulator { client, simulator in
            let reply = try await client.report(api)
            #expect(reply.status == 200)
            let json = try reply.json()
            #expect(Set(json.keys) == ["code", "error", "msg", "data"])
            #expect(json["error"] is NSNull)
            let rows = try reply.rows()
            #expect(rows.count > 2)
            #expect(try reply.message() == "\(rows.count) records were found")
            #expect(simulator.truth(api: api, day: "2026-10-01", campaign: "all")?.rows == rows.count)
        }
    }

    @Test func theBodyComesInChunksWithTheHeadersOfTheRealServer() async throws {
        try await withSimulator { client, _ in
            let headers = try await client.report("cdr_1").headers
            #expect(headers["content-type"] == "application/json; charset=utf-8")
            #expect(headers["transfer-encoding"] == "chunked")
            #expect(headers["server"] == "Apache")
            #expect(headers["cache-control"] == "no-store")
            #expect(headers["content-length"] == nil)
        }
    }

    @Test(arguments: [("mixed", "200", "\"200\""), ("number", "200", "200"), ("string", "\"200\"", "\"200\"")])
    func codeIsSpeltAsTheScenarioSays(spelling: String, calls: String, messages: String) async throws {
        try await withSimulator(.forTests(scenario: "code_as: \(spelling)")) { client, _ in
            let texts = (try await client.report("cdr_1").text, try await client.report("cdr_3").text)
            #expect(texts.0.hasPrefix("{\"code\":\(calls),"))
            #expect(texts.1.hasPrefix("{\"code\":\(messages),"))
        }
    }

    @Test func slashesAreEscapedAndAccentsAreNot() async throws {
        try await withSimulator { client, _ in
            let text = try await client.report("cdr_3").text
            #expect(text.contains(#"https:\/\/ejemplo.example"#))
            #expect(text.contains("mañana"))
            #expect(text.contains("✅"))
            #expect(!text.contains(#"\u"#))
        }
    }

    @Test func unicodeCanBeEscapedAndMeansTheSame() async throws {
        let raw = try await withSimulator { client, _ in try await client.report("cdr_3").rows() }
        try await withSimulator(.forTests(scenario: "escape_unicode: true")) { client, _ in
            let reply = try await client.report("cdr_3")
            #expect(reply.body.allSatisfy { $0 < 0x80 })
            #expect(reply.text.contains(#"ma\u00f1ana"#))
            #expect(try reply.rows() == raw)
        }
    }
}
