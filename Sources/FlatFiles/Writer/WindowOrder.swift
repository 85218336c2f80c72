internal import ETL
internal import Synchronization

/// Remembers when the rows of a window happened and how long their lines are, to bring them into order.
struct WindowOrder: Sendable {
    /// Seconds of each row's own time, or ``none``.
    private var times: [Int64] = []
    /// Bytes of each row's line.
    private(set) var lengths: [UInt32] = []
    private var latest = Int64.max
    private static let none = Int64.min
    /// Whether a row is newer than one before it.
    private(set) var isDisturbed = false

    /// How many rows there are.
    var count: Int { lengths.count }
    /// Bytes of all lines.
    private(set) var bytes = 0

    /// Whether rows with these times, added next, would be newer than one before them.
    func isDisturbed(by times: ArraySlice<LocalTime?>) -> Bool {
        var latest = latest
        for time in times {
            guard let seconds = time?.seconds else { continue }
            if seconds > latest { return true }
            latest = seconds
        }
        return false
    }

    /// Adds rows by the lengths of their lines; `times` are those of a batch, of which the first row added is `first`.
    mutating func append(times: [LocalTime?], from first: Int, lengths: [Int]) {
        for (place, length) in lengths.enumerated() {
            let seconds = first + place < times.count ? times[first + place]?.seconds : nil
            self.times.append(seconds ?? Self.none)
            self.lengths.append(UInt32(length))
            bytes += length
            guard let seconds else { continue }
            if seconds > latest { isDisturbed = true }
            latest = seconds
        }
    }

    /// The rows at a time or later, and the bytes of their lines.
    func recent(since time: LocalTime) -> (rows: Int, bytes: Int) {
        var recent = (rows: 0, bytes: 0)
        for (row, seconds) in times.enumerated() where seconds >= time.seconds {
            recent.rows += 1
            recent.bytes += Int(lengths[row])
        }
        return recent
    }

    /// Forgets the window.
    mutating func removeAll() {
        times.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        bytes = 0
        latest = .max
        isDisturbed = false
    }

    /// The rows in the order in which they should be: newest first, rows of one second as they came, rows without a time
    /// where they are.
    func newestFirst() -> [UInt32] {
        var order = Array(0..<UInt32(times.count))
        guard isDisturbed else { return order }
        if let reversed = reversedSeconds() { return reversed }
        let timed = order.filter { times[Int($0)] != Self.none }
        // The sort of the standard library is stable.
        let sorted = timed.sorted { times[Int($0)] > times[Int($1)] }
        if timed.count == order.count { return sorted }
        for (place, row) in zip(timed, sorted) { order[Int(place)] = row }
        return order
    }

    /// The order of rows that came oldest first, which needs no sort; nil if they came otherwise.
    private func reversedSeconds() -> [UInt32]? {
        guard times.first != Self.none, zip(times, times.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nil }
        var order: [UInt32] = []
        order.reserveCapacity(times.count)
        var end = times.count
        while end > 0 {
            var start = end - 1
            while start > 0, times[start - 1] == times[end - 1] { start -= 1 }
            for row in start..<end { order.append(UInt32(row)) }
            end = start
        }
        return order
    }
}

/// Which reports of a run send their rows out of order, so that their next window is not compressed in vain.
final class ArrivalOrder: Sendable {
    private let disturbed = Mutex<Set<String>>([])

    func isDisturbed(_ partition: Partition) -> Bool {
        disturbed.withLock { $0.contains(Self.key(partition)) }
    }

    /// Remembers how a window of a report came.
    func note(_ partition: Partition, isDisturbed: Bool) {
        disturbed.withLock { disturbed in
            if isDisturbed {
                disturbed.insert(Self.key(partition))
            } else {
                disturbed.remove(Self.key(partition))
            }
        }
    }

    private static func key(_ partition: Partition) -> String { "\(partition.source)/\(partition.report)" }
}

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
