import Foundation
import Simulator
import TestSupport
import Testing

/// Unpacks by the system's gzip, which checks lengths and checksum and, where told to, is not heard on them.
private func gunzipped(_ data: Data, evenIfWrong: Bool = false) async throws -> Data {
    let file = FileManager.default.temporaryDirectory.appending(path: "simulator-\(UUID().uuidString).gz")
    try data.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await Tool.run("sh", ["-c", "gzip -dc \"$0\" || \(evenIfWrong)", file.path])
}

@Suite struct GzipFaultTests {
    @Test(arguments: ["cdr_1", "cdr_6"])
    func theBodyCanComeAsGzip(api: String) async throws {
        let plain = try await withSimulator { client, _ in try await client.report(api).body }
        try await withSimulator(.forTests(scenario: "rules: [{ do: gzip }]")) { client, _ in
            let reply = try await client.report(api)
            #expect(reply.headers["content-encoding"] == "gzip")
            #expect(try await gunzipped(reply.body) == plain)
        }
    }

    @Test func aSmallBodyCanUnpackToALargeOne() async throws {
        try await withSimulator(.forTests(scenario: "rules: [{ do: { gzip_bomb: 3_000_000 } }]")) { client, _ in
            let reply = try await client.report("cdr_1")
            #expect(reply.body.count < 30_000)
            let unpacked = try await gunzipped(reply.body, evenIfWrong: true)
            #expect(unpacked.count > 2_990_000)
            #expect(unpacked.allSatisfy { $0 == 0x20 })
        }
    }
}
