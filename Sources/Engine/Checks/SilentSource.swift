public import ETL

/// A source that gave no row at all over a week or more of at least two reports: more likely a wrong server, token or
/// zone than a quiet week.
public struct SilentSource: Sendable, Equatable {
    /// The source.
    public let source: String
    /// The reports that were asked for.
    public let reports: [String]
    /// The first and the last day.
    public let days: ClosedRange<Day>

    init(source: String, reports: [String], days: ClosedRange<Day>) {
        self.source = source
        self.reports = reports
        self.days = days
    }

    private static let enoughReports = 2
    private static let enoughDays = 7

    /// The silent sources among those of a run; a source with a failure is not one of them, for nobody knows what it had.
    public static func all(in results: [PartitionResult]) -> [SilentSource] {
        Dictionary(grouping: results, by: \.partition.source).compactMap { source, results in
            guard results.allSatisfy({ $0.error == nil && $0.visible?.received == 0 }) else { return nil }
            let reports = Dictionary(grouping: results, by: \.partition.report)
                .filter { Set($0.value.map(\.partition.day)).count >= enoughDays }.keys.sorted()
            let days = results.map(\.partition.day)
            guard reports.count >= enoughReports, let first = days.min(), let last = days.max() else { return nil }
            return SilentSource(source: source, reports: reports, days: first...last)
        }.sorted { $0.source < $1.source }
    }
}
