import Foundation
import Simulator
import Testing

@Suite struct RefusingFaultTests {
    @Test(arguments: [
        ("maintenance", 403, "MAINTENANCE"), ("{ maintenance: SE ESTÁ RESPALDANDO }", 403, "SE ESTÁ RESPALDANDO"),
        ("quota", 403, "TOKEN LIMIT EXCEEDED"), ("bad_token", 403, "PLEASE VALIDATE TOKEN"),
        ("simultaneous", 403, "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)"),
    ])
    func theFourKindsOf403CanBeAskedFor(fault: String, status: Int, text: String) async throws {
        try await withSimulator(.forTests(scenario: "rules: [{ do: \(fault) }]")) { client, simulator in
            let reply = try await client.report("cdr_1")
            #expect(reply.status == status)
            #expect(try reply.message().contains(text))
            #expect(simulator.log.entries.map(\.faults.count) == [1])
        }
    }

    @Test(arguments: [
        ("status", 503), ("{ status: 500 }", 500), ("{ status: { code: 502, body: \"<b>Bad Gateway</b>\" } }", 502),
        ("html200", 200), ("{ html200: <p>hola</p> }", 200),
    ])
    func aPageCanStandInThePlaceOfJSON(fault: String, status: Int) async throws {
        try await withSimulator(.forTests(scenario: "rules: [{ do: \(fault) }]")) { client, _ in
            let reply = try await client.report("cdr_1")
            #expect(reply.status == status)
            #expect(reply.text.hasPrefix("<"))
            #expect(reply.headers["content-type"]?.hasPrefix("text/html") == true)
        }
    }

    @Test func aRedirectNamesItsAddress() async throws {
        let scenario = "rules: [{ do: { redirect: { to: 'http://192.0.2.1/x', code: 307 } } }]"
        try await withSimulator(.forTests(scenario: scenario)) { client, _ in
            let reply = try await client.report("cdr_1")
            #expect(reply.status == 307)
            #expect(reply.headers["location"] == "http://192.0.2.1/x")
        }
    }

    @Test(arguments: [
        ("404", 404, "404", true), ("body404", 200, "404", true), ("empty_list", 200, "200", true),
        ("empty_object", 200, "200", true),
        ("missing_data", 200, "200", false), ("null_data", 200, "200", true),
    ])
    func noRowsComeInEveryShape(shape: String, status: Int, code: String, hasData: Bool) async throws {
        try await withSimulator(.forTests(scenario: "rules: [{ do: { empty: \(shape) } }]")) { client, _ in
            let reply = try await client.report("cdr_1")
            #expect(reply.status == status)
            let json = try reply.json()
            #expect((json["code"] as? Int).map(String.init) == code)
            #expect((json["data"] != nil) == hasData)
            #expect(try reply.rows().isEmpty)
        }
    }
}
