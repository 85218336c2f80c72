internal import ETL

/// What a checkpoint holds but for the rows, which may still be on their way.
struct CheckpointDraft: Sendable {
    let file: CheckpointFile
    let layout: String
    let kept: [KeptWindow]
    let tally: FlatFileWriter.Tally
    let notes: [UInt8]
    let quarantine: GzipStream.Progress

    /// Writes the checkpoint with the rows as far as they have come.
    func write(_ data: GzipStream.Progress) async throws {
        let header = Checkpoint.Header(
            layout: layout, kept: kept, rows: tally.rows, quarantined: tally.quarantined, leftOut: tally.leftOut,
            data: data.stream, quarantine: quarantine.stream)
        do {
            try file.replace(by: [Checkpoint.opening(header, notes: notes)] + data.tail + quarantine.tail)
        } catch let error as ETLError where error.scope == .run {
            // On a disk that is nearly full, the data itself may still fit.
            try await pack(header, data.tail)
        }
    }

    private func pack(_ header: Checkpoint.Header, _ data: [[UInt8]]) async throws {
        var header = header
        let (data, quarantine) = (try await header.data.pack(data), try await header.quarantine.pack(quarantine.tail))
        try file.replace(by: [Checkpoint.opening(header, notes: notes), data, quarantine])
    }
}
