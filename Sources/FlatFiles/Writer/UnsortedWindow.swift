/// A window that was received whole and came out of order, with the stream that its rows belong to.
struct UnsortedWindow: Sendable {
    let stream: GzipStream
    let spool: RowSpool
    let order: WindowOrder
    let checkpoint: CheckpointDraft
    let files: SpoolFiles

    /// Appends the rows to the stream in order, and writes the checkpoint.
    func sorted() async -> SortedStream {
        var (stream, spool) = (stream, spool)
        do {
            try await spool.drain(order, into: &stream)
            files.giveBack(spool.file)
            try await checkpoint.write(stream.mark())
            return SortedStream(stream: stream)
        } catch {
            return SortedStream(stream: stream, failure: error)
        }
    }
}

/// A stream that the rows of a window were appended to in order.
struct SortedStream: Sendable {
    let stream: GzipStream
    /// Why not all of them were.
    var failure: (any Error)?
}
