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
    /// The checkpoint before, while it is being replaced.
    private var formerCheckpoint: String { checkpoint + ".former" }

    /// What an interrupted run left, if it can be relied on and fits what is to be written now.
    func resumable(
        layout: String
    ) throws -> (checkpoint: Checkpoint, data: GzipStream.Restart, quarantine: GzipStream.Restart)? {
        if try Files.status(checkpoint) != nil {
            try Files.remove(formerCheckpoint)
        } else if try Files.status(formerCheckpoint) != nil {
            try Files.rename(formerCheckpoint, to: checkpoint)
        }
        guard let bytes = try Files.contents(of: checkpoint) else { return nil }
        guard let checkpoint = try? Checkpoint(decoding: bytes), checkpoint.header.layout == layout,
            let data = try? GzipStream.Restart(checkpoint.header.data, tail: checkpoint.dataTail, staged: data),
            let quarantine = try? GzipStream.Restart(
                checkpoint.header.quarantine, tail: checkpoint.quarantineTail, staged: quarantine)
        else { return nil }
        return (checkpoint, data, quarantine)
    }

    /// Replaces the checkpoint.
    ///
    /// It isn't flushed to the disk: a power cut may lose it, and then the staged bytes don't fit it and the partition
    /// is begun anew.
    func write(
        _ header: Checkpoint.Header, notes: [UInt8], dataTail: [[UInt8]], quarantineTail: [[UInt8]]
    ) throws {
        let part = checkpoint + ".part"
        try Files.write(
            [Checkpoint.opening(header, notes: notes)] + dataTail + quarantineTail, to: part, mode: 0o600, sync: false)
        // A file system may flush what replaces another file (ext4 does); it lets a new name be.
        let isFirst = try Files.status(checkpoint) == nil
        if !isFirst { try Files.rename(checkpoint, to: formerCheckpoint) }
        try Files.rename(part, to: checkpoint)
        if !isFirst { try Files.remove(formerCheckpoint) }
    }

    /// Removes all of them.
    func remove() throws {
        for path in [data, quarantine, manifest, formerCheckpoint, checkpoint] { try Files.remove(path) }
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
