/// Whether two gzip files have the same lines in the same order, but for the order of lines of one second.
///
/// The API does not always send the rows of one second in the same order, and a file that differs in nothing else is
/// left alone.
struct SameRows {
    /// Bytes of lines that are out of order together, beyond which two files count as different.
    private static let mostPending = 32 << 20

    private let time: LineTime?
    private let lines: LineRule
    /// How often each line of the second at hand came more often in one file than in the other.
    private var pending: [[UInt8]: Int] = [:]
    private var pendingBytes = 0
    private var second: [UInt8]?

    /// A comparison of files whose lines end as a format's do, in which `time` finds a row's second.
    init(_ lines: LineRule, time: LineTime?) {
        self.time = time
        self.lines = lines
    }

    /// A comparison of quarantine files, whose rows may be in any order.
    static var ofQuarantine: SameRows { SameRows(LineRule(), time: nil) }

    /// Compares two files.
    ///
    /// - Throws: ``ETLError`` if one of them is damaged or cannot be read.
    func hold(in old: String, _ new: String) throws -> Bool {
        var comparison = self
        var (left, right) = (
            Lines(try LineReader(of: old, lines)), Lines(try LineReader(of: new, lines))
        )
        while true {
            let (one, other) = (try left.next(), try right.next())
            guard let one, let other else { return one == nil && other == nil && comparison.pending.isEmpty }
            guard try comparison.takes(one, other) else { return false }
        }
    }

    /// Takes the next line of each file; false if the files differ in more than order.
    private mutating func takes(_ one: [UInt8], _ other: [UInt8]) throws -> Bool {
        if one == other, pending.isEmpty { return true }
        let (its, others) = (time?.of(one), time?.of(other))
        guard its == others, pending.isEmpty || its == second else { return false }
        second = its
        if one != other {
            count(one, 1)
            count(other, -1)
        }
        return pendingBytes <= Self.mostPending
    }

    private mutating func count(_ line: [UInt8], _ step: Int) {
        let before = pending[line] ?? 0
        pending[line] = before + step == 0 ? nil : before + step
        pendingBytes += (abs(before + step) - abs(before)) * line.count
    }

    private struct Lines {
        private var reader: LineReader
        private var waiting: ArraySlice<[UInt8]> = []

        init(_ reader: LineReader) { self.reader = reader }

        mutating func next() throws -> [UInt8]? {
            while waiting.isEmpty {
                guard let lines = try reader.nextPiece() else { return nil }
                waiting = lines[...]
            }
            return waiting.popFirst()
        }
    }
}

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
