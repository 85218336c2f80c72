import ETL
import Engine

/// The JSON of a run's record, made piece by piece: the partitions of hundreds of sources would fill the memory if they
/// were one value.
struct RunRecordText {
    /// The record, without its partitions and differences.
    var head: RunRecord
    let results: PartitionResults
    let drift: DriftLog

    /// Hands the text over in pieces of some ten thousand bytes, a line end after the last.
    ///
    /// - Throws: what `body` throws.
    func forEachPiece(_ body: (String) throws -> Void) throws {
        var rest = try JSONOutput.text(head)[...]
        var piece = ""
        func fill(_ key: String, with items: some Sequence<some Encodable>) throws {
            guard let start = rest.firstRange(of: "\n  \"\(key)\" : [")?.upperBound,
                let end = rest[start...].firstIndex(of: "]")
            else { return }
            piece += rest[..<start]
            var separator = "\n"
            for item in items {
                piece += separator + "    " + (try JSONOutput.text(item)).replacing("\n", with: "\n    ")
                separator = ",\n"
                if piece.utf8.count >= Self.pieceSize {
                    try body(piece)
                    piece = ""
                }
            }
            piece += "\n  "
            rest = rest[end...]
        }
        // The keys of the record are sorted.
        if !drift.isEmpty { try fill("drift", with: drift.lazy.map(RunRecord.Change.init)) }
        if !results.isEmpty {
            try fill("partitions", with: results.inOrder.lazy.map { RunRecord.Partition(results[$0]) })
        }
        try body(piece + rest + "\n")
    }

    /// Writes it where the records of a lake's runs lie, in the place of an earlier one of the same run.
    func write(to lake: any Lake) async throws {
        try await lake.writeRunRecord(id: head.run) { write in try forEachPiece { try write(Array($0.utf8)) } }
    }

    private static let pieceSize = 16_384
}
