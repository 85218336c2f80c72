internal import Crypto
internal import ETL
internal import Foundation

/// The files of one partition in a run's staging directory.
struct StagedFiles {
    private let prefix: String

    /// - Parameter prefix: path and beginning of the names.
    init(prefix: String) { self.prefix = prefix }

    var data: String { prefix + ".data" }
    var quarantine: String { prefix + ".quarantine" }
    var manifest: String { prefix + ".manifest" }
    var checkpoint: String { prefix + ".checkpoint" }

    /// What an interrupted run left, if it can be relied on and fits what is to be written now.
    func resumable(layout: String) throws -> (Checkpoint, FlatFileWriter.Mark)? {
        guard let bytes = try Files.contents(of: checkpoint) else { return nil }
        guard let checkpoint = try? Checkpoint(decoding: bytes), checkpoint.header.layout == layout,
            let data = try? GzipStream.Mark(checkpoint.header.data, tail: checkpoint.dataTail, staged: data),
            let quarantine = try? GzipStream.Mark(
                checkpoint.header.quarantine, tail: checkpoint.quarantineTail, staged: quarantine)
        else { return nil }
        let mark = FlatFileWriter.Mark(
            data: data, quarantine: quarantine, rows: checkpoint.header.rows,
            quarantined: checkpoint.header.quarantined, leftOut: checkpoint.header.leftOut)
        return (checkpoint, mark)
    }

    /// Replaces the checkpoint.
    ///
    /// It isn't flushed to the disk: a power cut may lose it, and then the staged bytes don't fit it and the partition
    /// is begun anew.
    func write(_ mark: FlatFileWriter.Mark, kept: [KeptWindow], notes: [UInt8], layout: String) throws {
        let header = Checkpoint.Header(
            layout: layout, kept: kept, rows: mark.rows, quarantined: mark.quarantined, leftOut: mark.leftOut,
            data: mark.data.checkpoint, quarantine: mark.quarantine.checkpoint)
        let bytes = try Checkpoint(
            header: header, dataTail: mark.data.tail, quarantineTail: mark.quarantine.tail, notes: notes
        ).encoded()
        try Files.write(bytes, to: checkpoint + ".part", mode: 0o600, sync: false)
        try Files.rename(checkpoint + ".part", to: checkpoint)
    }

    /// Removes all of them.
    func remove() throws {
        for path in [data, quarantine, manifest, checkpoint] { try Files.remove(path) }
    }
}

extension FlatFileOptions {
    /// Fingerprint of all that decides the bytes of a partition's files, besides its rows.
    func layout(of plan: PartitionPlan, compressor: String = BlockJoining.name) -> String {
        var parts = ["\(format.rawValue) \(compressor) \(gzipLevel) \(GzipFraming.blockBytes) \(plan.parts)"]
        parts += plan.schema.fields.map { "\($0.name):\($0.type.rawValue)" }
        parts += plan.redactions.map { "-\($0.field)" }
        parts += plan.labels.map { "=\($0)" }
        return SHA256.hash(data: Data(parts.joined(separator: "\u{0}").utf8)).hexadecimal
    }
}
