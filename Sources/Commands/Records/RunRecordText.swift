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
        // The keys of the record are sorted.
        for list in [List.drift, .partitions] {
            guard !isEmpty(list), let start = rest.firstRange(of: list.opening)?.upperBound,
                let end = rest[start...].firstIndex(of: "]")
            else { continue }
            piece += rest[..<start]
            var separator = "\n"
            for item in items(of: list) {
                piece += separator + "    " + (try item()).replacing("\n", with: "\n    ")
                separator = ",\n"
                if piece.utf8.count >= Self.pieceSize {
                    try body(piece)
                    piece = ""
                }
            }
            piece += "\n  "
            rest = rest[end...]
        }
        try body(piece + rest + "\n")
    }

    /// Writes it where the records of a lake's runs lie, in the place of an earlier one of the same run.
    func write(to lake: any Lake) async throws {
        try await lake.writeRunRecord(id: head.run) { write in try forEachPiece { try write(Array($0.utf8)) } }
    }

    private enum List: String {
        case drift, partitions

        var opening: String { "\n  \"\(rawValue)\" : [" }
    }

    private func isEmpty(_ list: List) -> Bool {
        switch list {
        case .drift: drift.isEmpty
        case .partitions: results.isEmpty
        }
    }

    private func items(of list: List) -> AnySequence<() throws -> String> {
        switch list {
        case .drift: AnySequence(drift.lazy.map { entry in { try JSONOutput.text(RunRecord.Change(entry)) } })
        case .partitions:
            AnySequence(
                results.inOrder.lazy.map { position in
                    { try JSONOutput.text(RunRecord.Partition(results[position])) }
                })
        }
    }

    private static let pieceSize = 16_384
}
