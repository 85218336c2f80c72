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
