internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL
internal import Foundation

/// The files of one partition in a run's staging directory.
struct StagedFiles {
    /// Path and beginning of the names.
    let prefix: String

    var data: String { prefix + ".data" }
    var quarantine: String { prefix + ".quarantine" }
    var manifest: String { prefix + ".manifest" }
    var checkpoint: CheckpointFile { CheckpointFile(path: prefix + CheckpointFile.suffix) }

    /// What an interrupted run left, if it can be relied on and fits what is to be written now.
    func resumable(
        layout: String
    ) throws -> (checkpoint: Checkpoint, data: GzipStream.Restart, quarantine: GzipStream.Restart)? {
        guard let bytes = try checkpoint.contents() else { return nil }
        guard let checkpoint = try? Checkpoint(decoding: bytes), checkpoint.header.layout == layout,
            let data = try? GzipStream.Restart(checkpoint.header.data, tail: checkpoint.dataTail, staged: data),
            let quarantine = try? GzipStream.Restart(
                checkpoint.header.quarantine, tail: checkpoint.quarantineTail, staged: quarantine)
        else { return nil }
        return (checkpoint, data, quarantine)
    }

    /// Writes a quarantine file of lines that are there already; nil if there are none.
    func writeQuarantine(_ lines: [UInt8], pool: CompressionPool) async throws -> GzipStream.Finished? {
        guard !lines.isEmpty else { return nil }
        var stream = GzipStream(path: quarantine, mode: 0o600, pool: pool)
        stream.pending = lines
        try await stream.cut()
        return try await stream.finish()
    }

    /// Removes all of them.
    func remove() throws {
        for path in [data, quarantine, manifest, checkpoint.path] { try Files.remove(path) }
    }
}

extension FlatFileOptions {
    /// Fingerprint of the partition and of all that decides the bytes of its files besides its rows: whose work a
    /// checkpoint is.
    func layout(of plan: PartitionPlan, compressor: String = BlockCodec.gzip.name) -> String {
        var parts = ["\(form.format.name) \(compressor) \(form.gzipLevel) \(GzipFraming.blockBytes) \(plan.parts)"]
        parts += ["\(plan.partition)", plan.zone.identifier]
        parts += plan.schema.fields.map { "\($0.name):\($0.type.rawValue)" }
        parts += plan.redactions.map { "-\($0.field)" }
        parts += plan.labels.map { "=\($0)" }
        return SHA256.hash(data: Data(parts.joined(separator: "\u{0}").utf8)).hexadecimal
    }
}

/// Reads files piece by piece.
package enum StagedBytes {
    static let pieceBytes = 256 << 10

    /// Hands over the bytes of a range of a file; fewer if the file ends before.
    static func forEachPiece(of file: OpenFile, _ range: Range<Int>, _ body: ([UInt8]) throws -> Void) throws {
        var at = range.lowerBound
        while at < range.upperBound {
            let piece = try file.read(at: at, count: min(pieceBytes, range.upperBound - at))
            if piece.isEmpty { return }
            try body(piece)
            at += piece.count
        }
    }

    /// Whether a file is there and has a length and a SHA-256, in hexadecimal.
    static func fit(_ path: String, bytes: Int, sha256: String) throws -> Bool {
        guard let found = try Files.status(path), found.kind == .file, found.size == bytes else { return false }
        return try self.sha256(of: path) == sha256
    }

    /// SHA-256 of a file in hexadecimal; nil if there is none.
    static func sha256(ifThereOf path: String) throws -> String? {
        try Files.status(path) == nil ? nil : sha256(of: path)
    }

    /// SHA-256 of a file in hexadecimal.
    package static func sha256(of path: String) throws -> String {
        let file = try OpenFile(path, .read)
        var hash = SHA256()
        try forEachPiece(of: file, 0..<(try file.size())) { hash.update(data: $0) }
        return hash.finalize().hexadecimal
    }
}
