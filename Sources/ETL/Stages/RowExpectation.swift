/// Something that the rows of a day are expected to hold to.
///
/// What is looked at are the rows as they will be written: transformed, and without those that go to quarantine.
public protocol RowExpectation: Sendable {
    /// What is expected, in few words for people: `unique(conn_id)`.
    var name: String { get }
    /// What happens to a day that doesn't hold to it.
    var action: ExpectationAction { get }
    /// What decides about its judgement.
    var identity: StageIdentity { get }
    /// Prepares for batches of `schema`.
    ///
    /// - Throws: ``ETLError`` with the code ``ETLError/Code/configuration`` if the columns don't suit.
    func bind(to schema: Schema) throws -> any BoundRowExpectation
}

/// What happens to a day that doesn't hold to an expectation.
public enum ExpectationAction: String, Sendable, Codable, CaseIterable {
    /// The day is committed, and the run says so.
    case warn
    /// The day is not committed.
    case stop
}

/// An expectation that knows its columns, at work on one day.
///
/// It is copied at the end of each window and taken back to that copy when a window turns out not to count, so it must
/// be a value that shares nothing.
public protocol BoundRowExpectation: SendableMetatype {
    /// Looks at some rows of a batch; those that are not to be written (``RecordBatch/isKept(_:)``) don't count.
    mutating func see(_ batch: borrowing RecordBatch, rows: Range<Int>)
    /// What doesn't hold so far; nil if all does.
    var breach: Breach? { get }
    /// All that must be known to go on in another process with the rows that are still to come.
    var memory: [UInt8] { get }
    /// Goes on where another one was; false if `memory` is none of this expectation's.
    mutating func recall(_ memory: [UInt8]) -> Bool
}

/// What is wrong with the rows of a day.
public struct Breach: Sendable, Equatable {
    /// What, as the end of a sentence: `3 rows have no conn_id`.
    public var message: String
    /// Rows that don't hold to what is expected.
    public var rows: Int
    /// One value at fault, as it would be written.
    public var example: String?
    /// Values that a vocabulary lacks, with the column they stand in.
    public var newValues: [Drift]

    /// Something wrong.
    public init(_ message: String, rows: Int, example: String? = nil, newValues: [Drift] = []) {
        self.message = message
        self.rows = rows
        self.example = example
        self.newValues = newValues
    }
}

/// Expects the rows of a day to be about as many as those of the same weekday before.
public struct RowCountBand: Sendable, Equatable {
    /// How far from the median they may be, as a share of it.
    public var within: Share
    /// How many weeks are looked back upon.
    public var weeks: Int
    /// What happens to a day beyond.
    public var action: ExpectationAction

    /// A band.
    public init(within: Share, weeks: Int = 4, action: ExpectationAction = .stop) {
        self.within = within
        self.weeks = weeks
        self.action = action
    }

    package static let name = "row_count"

    /// What is expected, and what happens where it is not so.
    public var identity: StageIdentity { StageIdentity(Self.name, [action.rawValue, "\(within)", "\(weeks)"]) }

    /// What is wrong with so many rows; nil where nothing is, or where fewer than half of the weeks are known.
    package func breach(rows: Int, earlier: [Int]) -> Breach? {
        guard !earlier.isEmpty, earlier.count * 2 >= weeks else { return nil }
        let sorted = earlier.sorted()
        // Twice the median is a whole number.
        let twice = sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
        guard within.isExceeded(by: abs(2 * rows - twice), of: twice) else { return nil }
        let median = twice.isMultiple(of: 2) ? "\(twice / 2)" : "\(twice / 2).5"
        let counts = earlier.map(String.init).joined(separator: ", ")
        return Breach(
            "\(rows) \(rows.choosing("row", "rows")) where the same weekday had \(median) (the median of \(counts))",
            rows: rows)
    }
}
