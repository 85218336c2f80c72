internal import ETL

/// Remembers where the rows of the window in hand stand, to bring them into order if they came out of it.
struct WindowOrder {
    /// Seconds of each row's own time, or ``none``.
    private var times: [Int64] = []
    /// Bytes of each row's line.
    private var lengths: [UInt32] = []
    private var latest: Int64?
    private static let none = Int64.min
    /// Whether a row is newer than one before it.
    private(set) var isDisturbed = false

    /// Adds rows by the lengths of their lines; `times` are those of a batch, of which the first row added is `first`.
    mutating func append(times: [LocalTime?], from first: Int, lengths: [Int]) {
        for (place, length) in lengths.enumerated() {
            let seconds = first + place < times.count ? times[first + place]?.seconds : nil
            self.times.append(seconds ?? Self.none)
            self.lengths.append(UInt32(length))
            guard let seconds else { continue }
            if let latest, seconds > latest { isDisturbed = true }
            latest = seconds
        }
    }

    /// Forgets the window.
    mutating func removeAll() {
        times.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        latest = nil
        isDisturbed = false
    }

    /// The stretches of the window's bytes in the order in which they should stand: newest first, rows of one second
    /// as they came, rows without a time where they are.
    func sortedStretches() -> [Range<Int>] {
        var starts: [Int] = []
        starts.reserveCapacity(lengths.count)
        var offset = 0
        for length in lengths {
            starts.append(offset)
            offset += Int(length)
        }
        let timed = times.indices.filter { times[$0] != Self.none }
        // The sort of the standard library is stable.
        let sorted = timed.sorted { times[$0] > times[$1] }
        var order = Array(times.indices)
        for (place, row) in zip(timed, sorted) { order[place] = row }
        var stretches: [Range<Int>] = []
        for row in order {
            let end = starts[row] + Int(lengths[row])
            if let last = stretches.last, last.upperBound == starts[row], last.count < GzipFraming.blockBytes {
                stretches[stretches.count - 1] = last.lowerBound..<end
            } else {
                stretches.append(starts[row]..<end)
            }
        }
        return stretches
    }
}
