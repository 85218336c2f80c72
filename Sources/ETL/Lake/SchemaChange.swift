/// One change of a partition's columns, or of what its source sends.
public struct SchemaChange: Sendable, Equatable {
    /// The kinds of changes.
    public enum Change: String, Sendable, CaseIterable {
        /// The source sent a key that the definition lacks.
        case newField = "new_field"
        /// The source sent no row with a key of the definition.
        case vanishedField = "vanished_field"
        /// The source sent a value that a declared vocabulary lacks.
        case newValue = "new_value"
        /// The source sent comma decimals and a dot before exactly three digits in one column.
        case mixedSeparators = "mixed_separators"
        /// A column was written that was not written before.
        case columnAdded = "column_added"
        /// A column was no longer written.
        case columnRemoved = "column_removed"
        /// A column's values became of another type.
        case columnRetyped = "column_retyped"
    }

    /// When it was first met in this partition, ISO 8601 in UTC.
    public var at: String
    /// What changed.
    public var change: Change
    /// The source's key, or the column.
    public var field: String
    /// A value, as it may be shown.
    public var example: String?
}

extension Manifest {
    /// Takes over the history of an earlier manifest of the same partition, and adds to it.
    package mutating func inheritHistory(from earlier: Manifest?, _ outcome: PartitionOutcome) {
        warnings = outcome.warnings.isEmpty ? nil : outcome.warnings
        var history = earlier?.schemaHistory ?? []
        var changes = outcome.drift.map { drift in
            SchemaChange(
                at: extractedAt, change: SchemaChange.Change(drift.change), field: drift.field, example: drift.example)
        }
        if let earlier { changes += columnChanges(since: earlier) }
        for change in changes where change.isNews(to: history) { history.append(change) }
        schemaHistory = history.isEmpty ? nil : history
    }

    private func columnChanges(since earlier: Manifest) -> [SchemaChange] {
        let before = Dictionary(earlier.schema.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        let now = Set(schema.map(\.name))
        let added = schema.compactMap { column -> SchemaChange? in
            guard let type = before[column.name] else {
                return SchemaChange(at: extractedAt, change: .columnAdded, field: column.name)
            }
            return type == column.type
                ? nil : SchemaChange(at: extractedAt, change: .columnRetyped, field: column.name)
        }
        let removed = earlier.schema.filter { !now.contains($0.name) }
        return added + removed.map { SchemaChange(at: extractedAt, change: .columnRemoved, field: $0.name) }
    }
}

extension SchemaChange {
    /// Drift is told once; a column may come and go.
    fileprivate func isNews(to history: [SchemaChange]) -> Bool {
        switch change {
        case .newField, .vanishedField, .mixedSeparators:
            !history.contains { $0.change == change && $0.field == field }
        case .newValue:
            !history.contains { $0.change == change && $0.field == field && $0.example == example }
        case .columnAdded, .columnRemoved, .columnRetyped:
            true
        }
    }
}

extension SchemaChange.Change {
    fileprivate init(_ change: Drift.Change) {
        self =
            switch change {
            case .newField: .newField
            case .vanishedField: .vanishedField
            case .newValue: .newValue
            case .mixedSeparators: .mixedSeparators
            }
    }
}
