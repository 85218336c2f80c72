/// A report that the server knows: its name, its fields and its rows.
protocol Report: Sendable {
    var name: String { get }
    var fields: [String] { get }
    /// Whether the API refuses a request without `campaign_id`.
    var needsCampaign: Bool { get }
    /// How this report spells `code` where the scenario doesn't say: documented answers have both.
    var codeIsString: Bool { get }

    func select(_ query: RowQuery) -> Selection
}

/// What is asked of a report.
struct RowQuery: Sendable {
    /// Both ends belong to it.
    var window: ClosedRange<LocalMoment>
    /// Digits, or nil for all campaigns.
    var campaign: Word?
    /// Rows that an answer may hold; the newest are kept.
    var cap: Int
}

/// The rows of an answer, newest first, made one at a time when they are wanted.
struct Selection: Sendable {
    /// Rows that match, whether they fit into the answer or not.
    let found: Int
    /// Rows in the answer.
    let count: Int
    /// Fills in the row that stands at a place of the answer.
    let fill: @Sendable (_ place: Int, _ row: inout RowValues) -> Void
}

extension Selection {
    /// Rows that are there already.
    init(rows: [[Word]]) {
        self.init(found: rows.count, count: rows.count) { place, row in
            row.begin(place: place, moment: nil)
            for word in rows[place] { row.put(word) }
        }
    }
}
