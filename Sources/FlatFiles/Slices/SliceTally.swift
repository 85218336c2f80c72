internal import ETL

/// Rows of a partition that lie at the border of its last slice or later, and so are replaced by the next one.
struct RecentRows: Codable, Equatable, Sendable {
    /// Rows in the data file, which are its first, and their bytes.
    var rows = 0
    var bytes = 0
    /// The places of lines in the quarantine file.
    var quarantined: [Int] = []
    var leftOut = 0
    var forgotten = 0

    var received: Int { rows + quarantined.count + leftOut + forgotten }

    mutating func add(_ other: RecentRows) {
        rows += other.rows
        bytes += other.bytes
        quarantined += other.quarantined
        leftOut += other.leftOut
        forgotten += other.forgotten
    }
}

/// Counts the rows of a slice that the next one will replace, window by window.
struct SliceTally: Sendable {
    private let border: LocalTime
    private let window: Window
    private(set) var kept = RecentRows()
    private var current = RecentRows()
    /// The time of the last row that had one.
    private var nearest: LocalTime
    private var quarantined = (kept: 0, current: 0)

    init(_ slice: Slice) {
        border = slice.border
        window = slice.window
        nearest = slice.window.last
    }

    /// A row without a time, or with one that was not asked for, came beside the last row that has one.
    private mutating func isRecent(_ time: LocalTime?) -> Bool {
        note(time)
        return nearest >= border
    }

    /// A row came with a time of its own.
    mutating func note(_ time: LocalTime?) {
        if let time, window.contains(time) { nearest = time }
    }

    /// A row went to quarantine.
    mutating func quarantine(_ time: LocalTime?) {
        if isRecent(time) { current.quarantined.append(quarantined.current) }
        quarantined.current += 1
    }

    /// A row was left out.
    mutating func leaveOut(_ time: LocalTime?, isForgotten: Bool) {
        guard isRecent(time) else { return }
        if isForgotten { current.forgotten += 1 } else { current.leftOut += 1 }
    }

    /// The window counts; `order` knows the rows of it that were written.
    mutating func keep(_ order: WindowOrder) {
        let recent = order.recent(since: border)
        current.rows += recent.rows
        current.bytes += recent.bytes
        kept.add(current)
        quarantined.kept = quarantined.current
        current = RecentRows()
    }

    /// The window doesn't count.
    mutating func drop() {
        quarantined.current = quarantined.kept
        current = RecentRows()
    }
}
