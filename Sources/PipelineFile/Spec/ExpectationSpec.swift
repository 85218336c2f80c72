package import ETL

/// What the rows of a day are expected to hold to.
package struct ExpectationSpec: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// Each column has a value in every row.
        case notNull(fields: [String])
        /// The columns' values, taken together, stand once in a day.
        case unique(fields: [String])
        /// A column's values are among these.
        case accepted(field: String, values: [String])
        /// A column's values lie between two bounds, both included.
        case range(field: String, min: String?, max: String?)
        /// About as many rows as the same weekday had.
        case rowCount(within: Share, weeks: Int)
    }

    package var kind: Kind
    package var action: ExpectationAction
}
