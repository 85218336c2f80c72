/// How many rows two data files do not have in common, told by a hash of each row; a row counts as often as it occurs.
struct RowDifference: Equatable {
    /// Rows of the new file that the old one lacks.
    private(set) var added = 0
    /// Rows of the old file that the new one lacks.
    private(set) var removed = 0

    /// Compares two files whose lines end as a format's do.
    init(from old: String, to new: String, _ lines: LineRule) throws {
        var counts: [UInt64: Int] = [:]
        try Self.forEachRow(of: old, lines) { counts[$0, default: 0] += 1 }
        try Self.forEachRow(of: new, lines) { row in
            if let count = counts[row], count > 0 { counts[row] = count - 1 } else { added += 1 }
        }
        removed = counts.values.reduce(0, +)
    }

    private static func forEachRow(of path: String, _ lines: LineRule, _ body: (UInt64) -> Void) throws {
        var reader = try LineReader(of: path, lines)
        var hash = fnvBasis
        while try reader.nextParts({ part, isEnd in
            for byte in part { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            guard isEnd else { return }
            body(hash)
            hash = fnvBasis
        }) {}
    }

    private static let fnvBasis: UInt64 = 0xCBF2_9CE4_8422_2325
}
