import ETL
import Settings

/// Reads `selects` of a source: by which time it selects the rows of some reports.
struct SelectsReader {
    let context: FileContext
    /// Whether the reports of the file are known by now; else nothing is held against a name.
    let knowsReports: Bool

    /// Reads the entries; nil, with diagnostics, where one of them is wrong.
    func read(_ reader: MappingReader) -> [String: SelectingTime]? {
        guard reader.node(SourceKeys.selects) != nil else { return [:] }
        return reader.entries(SourceKeys.selects, time).map { Dictionary($0, uniquingKeysWith: { first, _ in first }) }
    }

    private func time(_ report: String, _ entry: YAMLNode.Entry) -> SelectingTime? {
        let key = KeyShape(report, .field, summary: "", example: SelectingTime.windowWord)
        guard let scalar = context.scalar(entry.value, of: key) else { return nil }
        let time = SelectingTime(scalar.text)
        guard knowsReports, !context.unsoundDefinitions.contains(report) else { return time }
        guard let definition = context.vocabulary.report(named: report)?.definition else {
            let ending = NearestName.ending(for: report, among: context.vocabulary.names)
            context.error("selects: unknown report '\(ShownText.short(report))'\(ending)", at: entry.key.place)
            return nil
        }
        guard definition.grain == .event else {
            context.error(
                "selects: rows of \(report) are totals, which are not selected by a time of theirs",
                at: entry.key.place)
            return nil
        }
        if case .field(let name) = time, !definition.selectableFields.contains(name) {
            let known = definition.selectableFields + [SelectingTime.windowWord]
            context.error(
                "selects: \(scalar.shown) is not a time of \(report); it has \(known.joined(separator: ", "))",
                at: entry.value.place)
            return nil
        }
        return time
    }
}
