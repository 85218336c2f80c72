import ETL

/// A report that the server knows: its name, its fields and its rows.
protocol Report: Sendable {
    var name: String { get }
    var fields: [String] { get }
    /// What the fields are called in an answer.
    var keys: [String] { get }
    /// What the API takes beside the dates.
    var parameters: [Parameter] { get }
    /// The most days of a request, where they are fewer than the server's.
    var maxDays: Int? { get }
    /// How the rows stand in an answer, where it is not a list of rows.
    var nesting: Nesting? { get }
    /// How this report spells `code` where the scenario doesn't say: documented answers have both.
    var codeIsString: Bool { get }

    func select(_ query: RowQuery) -> Selection
}

extension Report {
    var keys: [String] { fields }
    var parameters: [Parameter] { [] }
    var maxDays: Int? { nil }
    var nesting: Nesting? { nil }
    /// The places of the fields that hold costs.
    var costFields: [Int] { fields.indices.filter { fields[$0] == "cost" || fields[$0].hasSuffix("_cost") } }
}

/// What is asked of a report.
struct RowQuery: Sendable {
    /// Both ends belong to it.
    var window: ClosedRange<LocalMoment>
    /// What the report's parameters say, without those that stand for everything.
    var values: [String: Word] = [:]
    /// Rows that an answer may hold; the newest are kept.
    var cap: Int
    /// No row is later than this; nil where the window says so already.
    var now: LocalMoment?
}

/// The rows of an answer, newest first, made one at a time when they are wanted.
struct Selection: Sendable {
    /// Rows that match, whether they fit into the answer or not.
    let found: Int
    /// Rows in the answer.
    let count: Int
    /// What the answer's message counts where rows are nested: the records that hold them.
    var records: Int?
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
