import Disk
import Foundation
import TestSupport

@testable import FlatFiles

/// Who decompresses what was written.
enum GzipReader: String {
    case gzip, pigz, python, java, zlib

    /// Whether this machine has a program of that name.
    var isThere: Bool {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(rawValue)") }
    }

    /// All that a file holds.
    func read(_ path: String) async throws -> [UInt8] {
        switch self {
        case .gzip: return try await Tool.gunzip(path)
        case .pigz: return Array(try await Tool.run("pigz", ["-dc", path]))
        case .python: return try await Tool.pythonGunzip(path)
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
