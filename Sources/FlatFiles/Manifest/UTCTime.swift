internal import ETL

/// Instants as text.
enum UTCTime {
    /// `2026-10-02T06:00:12Z` for seconds since 1970-01-01T00:00:00Z.
    static func iso8601(_ instant: Int64) -> String {
        LocalTime(seconds: instant).description.replacing(" ", with: "T") + "Z"
    }
}
