import Disk
import Foundation
import TestSupport
import Testing

@testable import FlatFiles

/// Level 6 is quicker than gzip's, and its files must not be much larger for it.
@Suite struct RowSearchTests {
    private static func rows(_ format: RowFormat) -> [UInt8] {
        var generator = SplitMix(state: 3)
        let agents = (0..<60).map { "Agente \($0) Pérez" }
        let results = ["ANSWER", "NO ANSWER", "BUSY", "FAILED", "ABANDON"]
        var text = ""
        for row in 0..<60_000 {
            let id = Int(generator.next() % 60)
            let fields = [
                ("conn_id", "\"\(generator.next() % 10_000_000_000)\""),
                ("date", "\"2026-10-01T\(10 + row % 14):\(10 + row % 50):00-05:00\""), ("agent_id", "\"\(1000 + id)\""),
                ("agent_name", "\"\(agents[id])\""), ("customer_phone", "\"3\(generator.next() % 1_000_000_000)\""),
                ("time_sec", "\(generator.next() % 900)"), ("cost", "\(generator.next() % 90).5"),
                ("result", "\"\(results[row % 5])\""), ("skill_id", "\"\(generator.next() % 12)\""),
                ("comment", "null"),
            ]
            text +=
                format == .ndjson
                ? "{\(fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}\n"
                : "\(fields.map { $0.1.filter { $0 != "\"" } }.joined(separator: ","))\n"
        }
        return Array(text.utf8)
    }

    @Test(arguments: RowFormat.all) func filesAreHardlyLargerThanGzips(format: RowFormat) async throws {
        let rows = Self.rows(format)
        let directory = try TemporaryDirectory()
        let plain = "\(directory.path)/rows.\(format)"
        try Files.write(rows, to: plain)
        let path = "\(directory.path)/rows.gz"
        let finished = try await CompressionPool.withPool(workers: 2, CompressionKind(level: 6, format: format)) {
            pool in
            var stream = GzipStream(path: path, mode: 0o666, pool: pool)
            stream.pending += rows
            try await stream.cut()
            return try await stream.finish()
        }
        let byGzip = try await Tool.run("gzip", ["-6", "-c", plain]).count
        #expect(rows.count > 3 * GzipFraming.blockBytes)
        #expect(Double(finished.bytes) < 1.05 * Double(byGzip))
    }
}
