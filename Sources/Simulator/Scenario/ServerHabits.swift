/// What the vendor's documents leave open, and how this server has it: none of it is a fault.
///
/// ```yaml
/// ends: exclusive            # whether the second of date_end belongs to a window: inclusive | exclusive
/// selects: { cdr_1: other }  # the time by which a report selects its rows: own | other
/// time_zone: America/Lima    # the clock of the server
/// order: oldest_first        # newest_first | oldest_first | unsorted | changing
/// empty_as: empty_list       # 404 | body404 | empty_list | empty_object | missing_data | null_data
/// empty_counts: false        # whether a call that finds nothing is one of the day's
/// gzip: true                 # whether answers are compressed
/// costs: comma               # the decimal sign of costs: dot | comma
/// messages: spanish          # english | spanish
/// ```
package struct ServerHabits: Sendable {
    /// Whether the second that `date_end` names belongs to the window.
    package enum Ends: String, CaseIterable, Sendable { case inclusive, exclusive }

    /// By which time a report selects its rows.
    package enum SelectingTime: String, CaseIterable, Sendable {
        /// The row's own.
        case own
        /// One that the row does not show.
        case other
    }

    /// In which order rows are sent.
    package enum RowOrder: String, CaseIterable, Sendable {
        case newestFirst = "newest_first"
        case oldestFirst = "oldest_first"
        /// In none, the same at every call.
        case unsorted
        /// In none, another one at every call.
        case changing
    }

    /// The decimal sign of costs.
    package enum DecimalSign: String, CaseIterable, Sendable { case dot, comma }

    /// The language of `msg` where rows are counted.
    package enum Language: String, CaseIterable, Sendable { case english, spanish }

    package var ends = Ends.inclusive
    /// By report; what is not named is as the catalogue has it.
    package var selects: [String: SelectingTime] = [:]
    /// The zone of the server's clock, instead of the configuration's.
    package var timeZone: String?
    package var order = RowOrder.newestFirst
    var emptyAs = EmptyShape.notFound
    package var emptyCounts = true
    package var compresses = false
    package var costs = DecimalSign.dot
    package var messages = Language.english

    mutating func read(_ settings: SettingsReader) {
        ends = settings.choice("ends", among: Ends.self) ?? ends
        if let byReport = settings.mapping("selects") {
            for report in byReport.keys { selects[report] = byReport.choice(report, among: SelectingTime.self) }
        }
        timeZone = settings.text("time_zone")
        order = settings.choice("order", among: RowOrder.self) ?? order
        emptyAs = settings.choice("empty_as", among: EmptyShape.self) ?? emptyAs
        emptyCounts = settings.flag("empty_counts") ?? emptyCounts
        compresses = settings.flag("gzip") ?? compresses
        costs = settings.choice("costs", among: DecimalSign.self) ?? costs
        messages = settings.choice("messages", among: Language.self) ?? messages
    }

    /// What `msg` says where rows were found.
    func found(_ rows: Int) -> String {
        switch messages {
        case .english: AnswerEnvelope.found(rows)
        case .spanish: "SE ENCONTRARON \(rows) REGISTROS"
        }
    }
}
