/// The columns as rows are written with them, and whose they are.
struct ColumnScope {
    /// The report's name; nil for all reports of the file.
    let owner: String?
    let columns: [ReportVocabulary.Column]

    init(owner: String? = nil, columns: [ReportVocabulary.Column]) {
        self.owner = owner
        self.columns = columns
    }

    /// Nil, with a diagnostic, when there is no such column.
    func find(_ name: ScalarValue, _ key: String, _ context: ReadingContext) -> NamedColumn? {
        guard let column = columns.first(where: { $0.name == name.text }) else {
            let owner = owner.map { "\($0) has no column" } ?? "none of this file's reports has the column"
            let ending = Suggestion.ending(for: name.text, among: columns.map(\.name))
            context.error("\(key): \(owner) \(name.shown)\(ending)", at: name.place)
            return nil
        }
        return NamedColumn(scalar: name, type: column.type)
    }
}
