public import ETL

/// The columns as rows are written with them, and whose they are.
package struct ColumnScope {
    /// The report's name; nil for all reports of the file.
    private let owner: String?
    package let columns: [Field]

    package init(owner: String? = nil, columns: [Field]) {
        self.owner = owner
        self.columns = columns
    }

    /// Nil, with a diagnostic, when there is no such column.
    package func find(_ name: ScalarValue, namedIn key: String, context: ReadingContext) -> NamedColumn? {
        guard let column = columns.first(where: { $0.name == name.text }) else {
            let owner = owner.map { "\($0) has no column" } ?? "none of this file's reports has the column"
            let ending = NearestName.ending(for: name.text, among: columns.map(\.name))
            context.error("\(key): \(owner) \(name.shown)\(ending)", at: name.place)
            return nil
        }
        return NamedColumn(scalar: name, type: column.type)
    }
}

/// A column that an expectation names.
public struct NamedColumn {
    /// The name.
    public let scalar: ScalarValue
    /// What its values are; nil when it isn't known.
    public let type: FieldType?

    package init(scalar: ScalarValue, type: FieldType?) {
        self.scalar = scalar
        self.type = type
    }
}
