import Foundation
import Simulator
import Testing

/// Unpacks by the system's gzip, which checks lengths and checksum.
private func gunzipped(_ data: Data) throws -> (bytes: Data, status: Int32) {
    let file = FileManager.default.temporaryDirectory.appending(path: "simulator-\(UUID().uuidString).gz")
    try data.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "gzip -dc \"$0\" 2>/dev/null", file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (bytes, process.terminationStatus)
}

@Suite struct GzipFaultTests {
    @Test(arguments: ["cdr_1", "cdr_6"])
    func theBodyCanComeAsGzip(api: String) async throws {
        let plain = try await withSimulator { client, _ in try await client.report(api).body }
        try await withSimulator(.forTests(scenario: "rules: [{ do: gzip }]")) { client, _ in
            let reply = try await client.report(api)
            #expect(reply.headers["content-encoding"] == "gzip")
            let unpacked = try gunzipped(reply.body)
            #expect(unpacked.bytes == plain)
            #expect(unpacked.status == 0)
        }
    }

    @Test func aSmallBodyCanUnpackToALargeOne() async throws {
        try await withSimulator(.forTests(scenario: "rules: [{ do: { gzip_bomb: 3_000_000 } }]")) { client, _ in
            let reply = try await client.report("cdr_1")
            #expect(reply.body.count < 30_000)
            let unpacked = try gunzipped(reply.body).bytes
            #expect(unpacked.count > 2_990_000)
            #expect(unpacked.allSatisfy { $0 == 0x20 })
        }
    }
}
