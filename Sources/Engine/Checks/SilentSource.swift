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

    private static let enoughReports = 2
    private static let enoughDays = 7

    /// The silent sources among those of a run; a source with a failure is not one of them, for nobody knows what it had.
    public static func all(in results: some Sequence<PartitionResult>) -> [SilentSource] {
        var asked: [String: [String: Set<Day>]] = [:]
        var heard: Set<String> = []
        for result in results where !heard.contains(result.partition.source) {
            let partition = result.partition
            if result.error == nil, result.visible?.received == 0 {
                asked[partition.source, default: [:]][partition.report, default: []].insert(partition.day)
            } else {
                heard.insert(partition.source)
                asked[partition.source] = nil
            }
        }
        return asked.compactMap { source, daysByReport in
            let reports = daysByReport.filter { $0.value.count >= enoughDays }.keys.sorted()
            let days = daysByReport.values.joined()
            guard reports.count >= enoughReports, let first = days.min(), let last = days.max() else { return nil }
            return SilentSource(source: source, reports: reports, days: first...last)
        }.sorted { $0.source < $1.source }
    }
}
