/// Refuses CSV files of one column: a null in them is a blank line, and readers pass over it.
struct SingleColumnCheck {
    let load: LoadSpec
    let quality: QualitySpec
    let context: ReadingContext

    func check(_ scopes: [String: ColumnScope], at keys: MappingReader) {
        guard load.format == .csv, let place = keys.scalar(LoadKeys.format)?.place else { return }
        for (report, scope) in scopes.sorted(by: { $0.key < $1.key }) {
            let columns = scope.columns.filter { $0.name != Self.extra || quality.unknownFields == .keep }
            guard columns.count == 1, let column = columns.first else { continue }
            context.error(
                "format: \(report) has one column, '\(column.name)': a null would be a blank line, which readers of CSV pass "
                    + "over; keep another column, or write ndjson",
                at: place)
        }
    }

    /// The column of fields that a definition lacks.
    private static let extra = "_extra"
}
