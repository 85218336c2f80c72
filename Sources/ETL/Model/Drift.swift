/// A difference between what a source sends and what its definition says.
public struct Drift: Sendable, Hashable, Codable {
    /// The ways to differ.
    public enum Change: String, Sendable, Codable, CaseIterable {
        /// A key that the definition lacks.
        case newField = "new_field"
        /// A key of the definition that no row has.
        case vanishedField = "vanished_field"
        /// A value that a declared vocabulary lacks.
        case newValue = "new_value"
        /// A column with comma decimals that also has a dot before exactly three digits, as a group of thousands has.
        case mixedSeparators = "mixed_separators"
    }

    /// How it differs.
    public var change: Change
    /// The source's key, or the column of a new value.
    public var field: String
    /// A value as it came, or as it may be shown where values of the report are hidden; nil if there is none.
    public var example: String?

    /// A difference.
    public init(_ change: Change, field: String, example: String? = nil) {
        self.change = change
        self.field = field
        self.example = example
    }
}

/// An expectation that a committed day does not hold to.
public struct QualityWarning: Sendable, Hashable, Codable {
    /// What was expected: `unique(conn_id)`.
    public var expectation: String
    /// What is wrong.
    public var message: String
    /// Rows that don't hold to it.
    public var rows: Int
    /// One value at fault, as it is written.
    public var example: String?

    /// A warning.
    public init(expectation: String, message: String, rows: Int, example: String? = nil) {
        self.expectation = expectation
        self.message = message
        self.rows = rows
        self.example = example
    }
}
