import ETL
import FlatFiles
import Settings

/// Refuses files of one column in formats in which a null is nothing, such as CSV: a blank line, which readers pass over.
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
            let format = load.with(spec?.load).form.format
            guard format.lines.nullIsNothing, columns.count == 1, let column = columns.first,
                let place = spec?.formatPlace ?? place
            else { continue }
            context.error(
                "format: \(report) has one column, '\(column.name)': a null would be a blank line, which readers of "
                    + "\(format.name.uppercased()) pass over; keep another column, or write ndjson",
                at: place)
        }
    }
}
