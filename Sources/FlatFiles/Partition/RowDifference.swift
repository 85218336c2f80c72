internal import ByteScan
internal import Disk

/// How many rows two data files do not have in common, told by a hash of each row; a row counts as often as it stands.
struct RowDifference: Equatable {
    /// Rows of the new file that the old one lacks.
    private(set) var added = 0
    /// Rows of the old file that the new one lacks.
    private(set) var removed = 0

    /// Compares two gzip files; with `quotes`, line ends between quotes belong to a value, as in CSV.
    init(from old: String, to new: String, quotes: Bool) throws {
        var counts: [UInt64: Int] = [:]
        try Self.forEachRow(of: old, quotes: quotes) { counts[$0, default: 0] += 1 }
        try Self.forEachRow(of: new, quotes: quotes) { row in
            if let count = counts[row], count > 0 { counts[row] = count - 1 } else { added += 1 }
        }
        removed = counts.values.reduce(0, +)
    }

    private static func forEachRow(of path: String, quotes: Bool, _ body: (UInt64) -> Void) throws {
        let file = try OpenFile(path, .read)
        let inflater = try Inflater(.gzip)
        var hash = fnvBasis
        var isQuoted = false
        try StagedBytes.forEachPiece(of: file, 0..<(try file.size())) { piece in
            try inflater.inflate(piece) { content in
                for byte in content {
                    if byte == ASCII.lineFeed, !isQuoted {
                        body(hash)
                        hash = fnvBasis
                    } else {
                        if quotes, byte == ASCII.quote { isQuoted.toggle() }
                        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
                    }
                }
            }
        }
    }

    private static let fnvBasis: UInt64 = 0xCBF2_9CE4_8422_2325
}
