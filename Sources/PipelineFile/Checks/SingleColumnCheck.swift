import ETL
import FlatFiles
import Settings

/// Refuses CSV files of one column: a null in them is a blank line, and readers pass over it.
struct SingleColumnCheck {
    let load: LoadSpec
    let reports: [ReportSpec]
    let quality: QualitySpec
    let context: ReadingContext

    func check(_ scopes: [String: ColumnScope], at keys: MappingReader) {
        let place = keys.scalar(LoadKeys.format)?.place
        for (report, scope) in scopes.sorted(by: { $0.key < $1.key }) {
            let columns = scope.columns.filter { $0.name != Schema.extraName || quality.unknownFields == .keep }
            let spec = reports.first { $0.name == report }
            guard load.with(spec?.load).form.format == .csv, columns.count == 1, let column = columns.first,
                let place = spec?.formatPlace ?? place
            else { continue }
            context.error(
                "format: \(report) has one column, '\(column.name)': a null would be a blank line, which readers of CSV pass "
                    + "over; keep another column, or write ndjson",
                at: place)
        }
    }
}
