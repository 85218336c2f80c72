internal import Disk
internal import ETL
internal import Synchronization

/// Keeps the lines of a window that come out of order in a file until all of them are there.
///
/// Nothing is compressed before the order is known, so that nothing is compressed twice.
struct RowSpool: Sendable {
    /// Lines that are not in the file yet. Code that adds to it calls ``flush(ifOver:)``.
    var pending: [UInt8] = []
    let file: OpenFile
    private var bytes = 0
    /// Rows before these that the stream has already.
    private let rowsInStream: Int

    /// Pending bytes worth a write.
    static let pieceBytes = 256 << 10
    /// Bytes that are brought into order at once.
    private static let groupBytes = 512 << 10
    /// The same where the rows of a group lie far apart, for each group reads what lies between them.
    private static let scatteredGroupBytes = 4 << 20

    /// A spool in a file of its own, behind the rows of a window that were appended to a stream.
    init(in file: OpenFile, after order: WindowOrder) {
        self.file = file
        rowsInStream = order.count
    }

    /// Writes the pending lines to the file if they are more than some bytes.
    mutating func flush(ifOver limit: Int) throws {
        guard pending.count > limit else { return }
        try file.write(pending, at: bytes)
        bytes += pending.count
        pending.removeAll(keepingCapacity: true)
    }

    /// Appends all rows of the window to the stream in order. Rows that the stream has already stay there if no later
    /// row belongs before them.
    mutating func drain(_ order: WindowOrder, into stream: inout GzipStream) async throws {
        try flush(ifOver: 0)
        pending = []
        let rows = order.newestFirst()
        let staysInStream = rows.prefix(rowsInStream).enumerated().allSatisfy { $0 == Int($1) }
        if !staysInStream { try await stream.moveSinceMark(to: file, at: bytes) }
        var gather = RowGather(file)
        let offsets = offsets(order)
        var next = staysInStream ? rowsInStream : 0
        while next < rows.count {
            gather.removeAll()
            for most in [Self.groupBytes, Self.scatteredGroupBytes] where gather.isEmpty || gather.isScattered {
                while next < rows.count, gather.bytes < most {
                    let row = Int(rows[next])
                    gather.add(offsets[row], Int(order.lengths[row]))
                    next += 1
                }
            }
            try await stream.append(try gather.collect())
        }
    }

    /// Where each row is in the file: those that the stream had come last.
    private func offsets(_ order: WindowOrder) -> [Int] {
        var offsets: [Int] = []
        offsets.reserveCapacity(order.count)
        var offset = bytes
        for (row, length) in order.lengths.enumerated() {
            if row == rowsInStream { offset = 0 }
            offsets.append(offset)
            offset += Int(length)
        }
        return offsets
    }
}

/// The files that rows out of order wait in. One that is done with is taken again: what the system keeps of it in memory
/// is overwritten, which costs much less than to make a new file and to take an old one away.
final class SpoolFiles: Sendable {
    private let idle = Mutex<[OpenFile]>([])

    /// As many as are sorted and filled at the same time, as a rule.
    private static let mostIdle = 2

    /// A file whose content does not matter, beside the file at a path.
    func take(beside path: String) throws -> OpenFile {
        if let file = idle.withLock({ $0.popLast() }) { return file }
        let file = try OpenFile(path + ".unsorted", .replace, mode: 0o600)
        // Nobody else needs its name; so nothing is left behind by a kill.
        try Files.remove(file.path)
        return file
    }

    /// Takes a file back that nobody reads any more.
    func giveBack(_ file: OpenFile) {
        idle.withLock { if $0.count < Self.mostIdle { $0.append(file) } }
    }
}
