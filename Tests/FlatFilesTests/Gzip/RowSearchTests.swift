import Foundation
import TestSupport
import Testing

@testable import FlatFiles

/// Level 6 is quicker than gzip's, and its files must not be much larger for it.
@Suite struct RowSearchTests {
    private static let rows: String = {
        var generator = SplitMix(state: 3)
        let agents = (0..<60).map { "Agente \($0) Pérez" }
        let results = ["ANSWER", "NO ANSWER", "BUSY", "FAILED", "ABANDON"]
        return (0..<30_000).reduce(into: "") { text, row in
            let id = Int(generator.next() % 60)
            let fields = [
                "\"conn_id\":\"\(generator.next() % 10_000_000_000)\"",
                "\"date\":\"2026-10-01T\(10 + row % 14):\(10 + row % 50):00-05:00\"", "\"agent_id\":\"\(1000 + id)\"",
                "\"agent_name\":\"\(agents[id])\"", "\"customer_phone\":\"3\(generator.next() % 1_000_000_000)\"",
                "\"time_sec\":\(generator.next() % 900)", "\"cost\":\(generator.next() % 90).5",
                "\"result\":\"\(results[row % 5])\"", "\"skill_id\":\"\(generator.next() % 12)\"", "\"comment\":null",
            ]
            text += "{\(fields.joined(separator: ","))}\n"
        }
    }()

    @Test func filesAreHardlyLargerThanGzips() async throws {
        let directory = try TemporaryDirectory()
        let plain = "\(directory.path)/rows.ndjson"
        try Files.write(Array(Self.rows.utf8), to: plain)
        let path = "\(directory.path)/rows.gz"
        let finished = try await CompressionPool.withPool(workers: 2, level: 6) { pool in
            let stream = GzipStream(path: path, mode: 0o666, pool: pool)
            stream.pending += Array(Self.rows.utf8)
            try await stream.cut()
            return try await stream.seal().finish()
        }
        let byGzip = try await Tool.run("gzip", ["-6", "-c", plain]).count
        #expect(Self.rows.utf8.count > 3 * GzipFraming.blockBytes)
        #expect(Double(finished.bytes) < 1.05 * Double(byGzip))
    }
}
