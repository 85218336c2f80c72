import ETL

/// What a message says of the name that somebody probably meant.
enum Suggestion {
    /// The ending `; did you mean 'x'?` of a message, or nothing when no candidate is near enough.
    static func ending(for written: String, among candidates: some Sequence<String>) -> String {
        guard let nearest = NearestName.of(written, among: candidates) else { return "" }
        return "; did you mean '\(nearest)'?"
    }
}
