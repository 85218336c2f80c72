/// What became of the rows of a partition that were received.
struct RowTally: Sendable {
    /// Rows written.
    var rows = 0
    /// Rows in quarantine.
    var quarantined = 0
    /// Rows that the pipeline does not want.
    var leftOut = 0
    /// Rows of people who asked to be forgotten.
    var forgotten = 0

    /// All of them.
    var received: Int { rows + quarantined + leftOut + forgotten }

    static func + (one: RowTally, other: RowTally) -> RowTally {
        RowTally(
            rows: one.rows + other.rows, quarantined: one.quarantined + other.quarantined,
            leftOut: one.leftOut + other.leftOut, forgotten: one.forgotten + other.forgotten)
    }
}
