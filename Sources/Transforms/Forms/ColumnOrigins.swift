internal import ETL

/// Where a report's columns come from, through all renamings: the fields of the source, and the names that columns had.
struct ColumnOrigins {
    private let typed: Schema
    private var formerNames: [String: Set<String>] = [:]

    /// The columns that typing leaves.
    init(_ typed: Schema) { self.typed = typed }

    /// Records that columns have other names now.
    mutating func rename(_ renamings: [(from: String, to: String)]) {
        let before = formerNames
        for renaming in renamings { formerNames[renaming.from] = nil }
        for renaming in renamings {
            formerNames[renaming.to] = (before[renaming.from] ?? []).union([renaming.from])
        }
    }

    /// Returns the columns that have a name, had it before, or hold the field of the source that has it.
    func columns(holding name: String, in schema: Schema) -> [String] {
        schema.fields.filter { field in
            field.name != Schema.extraName
                && (field.name == name || field.origin == name || formerNames[field.name]?.contains(name) == true)
        }.map(\.name)
    }

    /// Whether the report has, or had, a column or a field of the source with this name.
    func isKnown(_ name: String) -> Bool { typed.fields.contains { $0.name == name || $0.origin == name } }

    /// Returns the key under which the source sends what a name means; the name itself where the report lacks it.
    func sourceKey(of name: String) -> String {
        typed.index(of: name).flatMap { typed.fields[$0].sourceKey } ?? name
    }
}
