internal import ETL

/// A day that is being asked for: its writer, what is looked at in its rows, and what was kept of it so far.
final class OpenDay {
    /// What the window that is being received brought.
    struct Tally {
        var rows = 0
        var quarantined = 0
        /// Rows that the slice before may have brought already.
        var overlapping = 0
        var firstRejection: Rejection?
        /// A field that the definition lacks, where such rows are rejected.
        var unknownField: String?
    }

    let partition: Partition
    private(set) var kept: [KeptWindow]
    private(set) var firstRejection: Rejection?
    /// Rows in windows that were kept that the slice before may have brought already.
    private(set) var overlapping = 0
    var tally = Tally()
    /// The end of the slice before.
    private let overlapEnd: LocalTime?
    private let writer: any PartitionWriter
    private let checks: DayChecks

    /// Opens a day, and goes on where an interrupted run was; `overlapEnd` is the end of the slice before, if there was one.
    init(
        _ plan: PartitionPlan, in session: any LoadSession, overlapEnd: LocalTime? = nil, checks: () -> DayChecks
    ) async throws {
        partition = plan.partition
        self.overlapEnd = overlapEnd
        var (writer, looks) = (try await session.open(plan), checks())
        if !writer.kept.isEmpty, !looks.recall(writer.notes) {
            // Nobody can tell any more whether the rows that were kept hold to what is expected.
            try await writer.abandon(keepingProgress: false)
            (writer, looks) = (try await session.open(plan), checks())
        }
        self.writer = writer
        self.checks = looks
        kept = writer.kept
    }

    /// Rows received so far, in windows that were kept.
    var rows: Int { kept.reduce(0) { $0 + $1.rows } }
    /// Those of them that go to quarantine.
    var quarantined: Int { kept.reduce(0) { $0 + $1.quarantined } }
    /// How the rows differ from the definition, and what they do not hold to.
    var drift: [Drift] { checks.drift }
    var breaches: [(expectation: any RowExpectation, breach: Breach)] { checks.breaches }

    /// Takes rows of the window that is being received.
    func append(_ batch: borrowing RecordBatch, rows: Range<Int>) async throws {
        tally.rows += rows.count
        if let overlapEnd {
            tally.overlapping += rows.count { row in batch.times[row].map { $0 <= overlapEnd } ?? false }
        }
        checks.see(batch, rows: rows)
        try await writer.append(batch, rows: rows)
    }

    /// Takes note of values that a transform's vocabulary lacks.
    func note(_ words: [NewWord]) { checks.note(words) }

    /// Takes note of a row that goes to quarantine.
    func note(_ rejection: Rejection) {
        tally.quarantined += 1
        if tally.firstRejection == nil { tally.firstRejection = rejection }
        if rejection.reason == .unknownField { tally.unknownField = rejection.field }
    }

    /// The day's share of a window was received whole.
    func keep(_ share: Window, part: Int, calls: Int) async throws {
        let window = KeptWindow(
            part: part, window: share, rows: tally.rows, calls: calls, quarantined: tally.quarantined)
        checks.keep()
        writer.note(checks.notes)
        try await writer.keep(window)
        kept.append(window)
        overlapping += tally.overlapping
        if firstRejection == nil { firstRejection = tally.firstRejection }
    }

    /// The rows of the window that is being received don't count.
    func drop() async throws {
        try await writer.drop()
        checks.drop()
        tally = Tally()
    }

    /// Gives the day up; what is visible of it stays.
    func abandon(keepingProgress: Bool) async throws { try await writer.abandon(keepingProgress: keepingProgress) }

    /// Begins to make the day visible; it takes no more rows.
    func beginCommit(_ outcome: PartitionOutcome) async throws -> PendingCommit {
        try await writer.beginCommit(outcome)
    }
}
