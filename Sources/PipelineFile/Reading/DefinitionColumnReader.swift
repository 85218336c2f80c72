import ETL

/// Reads the `fields` of a definition.
struct DefinitionColumnReader {
    let context: ReadingContext

    struct Columns {
        var columns: [DefinitionSpec.Column] = []
        var isComplete = true
    }

    /// What is stamped on rows that are totals.
    private static let stamps: Set = ["window_start", "window_end"]

    func read(_ node: YAMLNode?, _ grain: DefinitionSpec.Grain?) -> Columns? {
        guard let node, let items = context.items(node, of: DefinitionKeys.fields) else { return nil }
        let item = KeyShape(
            "fields", .mapping(DefinitionFieldKeys.shape), summary: DefinitionKeys.fields.summary,
            example: DefinitionKeys.fields.example)
        var columns = Columns()
        var seen: [String: String] = [:]
        for node in items {
            let shape = DefinitionFieldKeys.shape
            guard let keys = MappingReader(node, of: item, shape: shape, context: context) else {
                columns.isComplete = false
                continue
            }
            let name = keys.value(DefinitionFieldKeys.name)
            let form = keys.value(DefinitionFieldKeys.form)
            let summary = keys.value(DefinitionFieldKeys.summary)
            guard let name, let place = keys.node(DefinitionFieldKeys.name.shape)?.place,
                isFree(name, at: place, grain, &seen), let form, let summary
            else {
                columns.isComplete = false
                continue
            }
            columns.columns.append(DefinitionSpec.Column(name: name, form: form, summary: summary))
        }
        return columns
    }

    private func isFree(
        _ name: String, at place: Place, _ grain: DefinitionSpec.Grain?, _ seen: inout [String: String]
    ) -> Bool {
        if grain == .total, Self.stamps.contains(name) {
            context.error("name: '\(name)' is a column that the program stamps on totals itself", at: place)
            return false
        }
        guard let earlier = seen[name.lowercased()] else {
            seen[name.lowercased()] = name
            return true
        }
        if earlier == name {
            context.error("name: the field '\(ScalarValue.short(name))' stands twice in this definition", at: place)
            return false
        }
        // JSON tells them apart, and so do the files; tables of most lakes don't.
        context.collector.warning(
            "name: '\(ScalarValue.short(name))' differs from '\(ScalarValue.short(earlier))' in case alone; most tables hold only one of them",
            at: place)
        return true
    }
}
