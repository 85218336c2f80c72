import Engine

/// The JSON of a run's record, made piece by piece: the partitions of hundreds of sources would fill the memory if they
/// were one value.
struct RunRecordText {
    /// The record, without its partitions.
    let head: RunRecord
    let results: PartitionResults

    /// Hands the text over in pieces of some ten thousand bytes, a line end after the last.
    ///
    /// - Throws: what `body` throws.
    func forEachPiece(_ body: (String) throws -> Void) throws {
        let text = try JSONOutput.text(head)
        guard !results.isEmpty, let start = text.firstRange(of: Self.opening)?.upperBound,
            let end = text[start...].firstIndex(of: "]")
        else { return try body(text + "\n") }
        var piece = String(text[..<start])
        var separator = "\n"
        for position in results.inOrder {
            let partition = try JSONOutput.text(RunRecord.Partition(results[position]))
            piece += separator + "    " + partition.replacing("\n", with: "\n    ")
            separator = ",\n"
            if piece.utf8.count >= Self.pieceSize {
                try body(piece)
                piece = ""
            }
        }
        try body(piece + "\n  " + text[end...] + "\n")
    }

    private static let opening = "\n  \"partitions\" : ["
    private static let pieceSize = 16_384
}
