internal import ETL

/// Remembers where the rows of the window in hand stand, to bring them into order if they came out of it.
struct WindowOrder {
    private struct Row {
        /// Seconds of the row's own time; nil where there is none.
        let time: Int64?
        let length: Int
    }

    private var rows: [Row] = []
    private var latest: Int64?
    /// Whether a row is newer than one before it.
    private(set) var isDisturbed = false

    /// Adds rows by the lengths of their lines; `times` are those of a batch, of which the first row added is `first`.
    mutating func append(times: [LocalTime?], from first: Int, lengths: [Int]) {
        for (place, length) in lengths.enumerated() {
            let seconds = first + place < times.count ? times[first + place]?.seconds : nil
            rows.append(Row(time: seconds, length: length))
            guard let seconds else { continue }
            if let latest, seconds > latest { isDisturbed = true }
            latest = seconds
        }
    }

    /// Forgets the window.
    mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        latest = nil
        isDisturbed = false
    }

    /// The stretches of the window's bytes in the order in which they should stand: newest first, rows of one second
    /// as they came, rows without a time where they are.
    func sortedStretches() -> [Range<Int>] {
        var starts: [Int] = []
        starts.reserveCapacity(rows.count)
        var offset = 0
        for row in rows {
            starts.append(offset)
            offset += row.length
        }
        let timed = rows.indices.filter { rows[$0].time != nil }
        // The sort of the standard library is stable.
        let sorted = timed.sorted { (rows[$0].time ?? 0) > (rows[$1].time ?? 0) }
        var order = Array(rows.indices)
        for (place, row) in zip(timed, sorted) { order[place] = row }
        var stretches: [Range<Int>] = []
        for row in order {
            let end = starts[row] + rows[row].length
            if let last = stretches.last, last.upperBound == starts[row], last.count < GzipFraming.blockBytes {
                stretches[stretches.count - 1] = last.lowerBound..<end
            } else {
                stretches.append(starts[row]..<end)
            }
        }
        return stretches
    }
}
