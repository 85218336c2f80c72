/// Where the answers of the API are kept as they came.
package struct ArchiveSpec: Sendable, Equatable {
    /// The path of a directory; a relative one starts at the current directory.
    package var directory: String
    /// How many days an answer is kept; nil for ever.
    package var keptDays: Int?
}
