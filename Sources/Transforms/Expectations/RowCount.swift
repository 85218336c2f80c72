internal import ETL
internal import Settings

extension RowCountBand {
    private static let share = Setting.percent(
        "within", presence: .required, summary: "How far from the median of the same weekdays.", example: "40%")
    private static let span = Setting.integer(
        "weeks", 1...52, presence: .defaulted("4"), summary: "How many weeks are looked back upon.", example: "4")

    static let form = ExpectationForm(
        "row_count", summary: "About as many rows as the same weekday had before.", example: "{ within: 40% }",
        keys: [share.shape, span.shape]
    ) { keys in
        let within = keys.reader.value(share)
        let weeks = keys.reader.value(span)
        guard let within, let weeks else { return nil }
        return ConfiguredExpectation(
            fields: [], count: RowCountBand(within: within, weeks: weeks, action: keys.action))
    }
}
