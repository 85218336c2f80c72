/// Where and how rows are written.
package struct LoadSpec: Sendable, Equatable {
    package enum Format: String, Sendable, CaseIterable {
        case ndjson
        case csv
    }

    package enum Compression: Sendable, Equatable {
        /// Levels 1 (fast) to 9 (small).
        case gzip(level: Int)
    }

    package enum EmptyDays: String, Sendable, CaseIterable {
        /// A day without rows has a manifest only.
        case manifest
        /// A day without rows has a file with no rows too.
        case file
    }

    /// The path of a directory; a relative one starts at the current directory.
    package var directory: String
    package var format: Format
    package var compression: Compression
    package var emptyDays: EmptyDays
}
