import Disk
import Foundation
import TestSupport
import Testing

@testable import FlatFiles

/// Who decompresses what was written.
enum GzipReader: String {
    case gzip, pigz, python, duckdb, java, zlib

    /// Whether this machine has a program of that name.
    var isThere: Bool {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(rawValue)") }
    }

    /// Each line as it is: nothing in it counts as a quote or ends a column.
    private static let linesByDuckDB = """
        import duckdb, sys
        lines = duckdb.execute(
            "SELECT line FROM read_csv(?, compression = 'gzip', auto_detect = false, header = false, parallel = false,"
            " columns = {'line': 'VARCHAR'}, delim = chr(1), quote = '', escape = '')", [sys.argv[1]])
        while some := lines.fetchmany(10_000):
            sys.stdout.buffer.write("".join(f"{line}\\n" for line, in some).encode())
        """

    /// All that a file holds.
    func read(_ path: String) async throws -> [UInt8] {
        switch self {
        case .gzip: return try await Tool.gunzip(path)
        case .pigz: return Array(try await Tool.run("pigz", ["-dc", path]))
        case .python: return try await Tool.pythonGunzip(path)
        case .duckdb: return Array(try await Tool.run(try #require(TestPython.path), ["-c", Self.linesByDuckDB, path]))
        case .java:
            let program = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Gunzip.java")
            return Array(try await Tool.run("java", [program.path(percentEncoded: false), path]))
        case .zlib:
            let inflater = try Inflater(.gzip)
            let file = try OpenFile(path, .read)
            var content: [UInt8] = []
            try StagedBytes.forEachPiece(of: file, 0..<(try file.size())) { piece in
                try inflater.inflate(piece) { content += $0 }
            }
            guard inflater.isAtEnd else { throw DamagedGzip(reason: "it is cut off") }
            return content
        }
    }
}
