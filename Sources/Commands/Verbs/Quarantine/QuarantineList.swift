import ArgumentParser
import ETL

/// `quarantine list`
struct QuarantineList: Verb {
    static let configuration = CommandConfiguration(
        verb: "list", abstract: "Count the rows in quarantine by report, day and reason.",
        discussion: """
            Example:
              wolkvox-etl quarantine list output
            """)

    @OptionGroup var filter: QuarantineFilter

    @Flag(name: .long, help: "Print the counts as JSON.")
    var json = false

    struct Entry: Codable {
        var report: String
        var source: String
        var day: String
        var reason: String
        var field: String?
        var rows: Int
        var example: String?
    }

    struct Document: Codable, VerbResult {
        var formatVersion = 1
        var quarantine: [Entry]

        func lines(width: Int?) -> [String] {
            var table = TextTable(
                ["report", "source", "day", "reason", "field", "rows", "example"], numeric: [5], yielding: .cut(6))
            for entry in quarantine {
                table.add([
                    entry.report, entry.source, entry.day, entry.reason, entry.field ?? "", entry.rows.grouped,
                    entry.example ?? "",
                ])
            }
            return table.lines(width: width)
        }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let lake = try context.lake(at: filter.directory)
        var entries: [Entry] = []
        for (partition, _) in try await filter.partitions(of: lake, context) {
            entries += try await count(partition, in: lake)
        }
        return VerbOutcome(Document(quarantine: entries))
    }

    private func count(_ partition: Partition, in lake: any Lake) async throws -> [Entry] {
        var counts: [Entry] = []
        try await lake.forEachQuarantinedRow(of: partition) { row in
            if let index = counts.firstIndex(where: { $0.reason == row.reason && $0.field == row.field }) {
                counts[index].rows += 1
            } else {
                counts.append(
                    Entry(
                        report: partition.report, source: partition.source, day: "\(partition.day)",
                        reason: row.reason, field: row.field, rows: 1, example: row.value.map(Example.shown)))
            }
        }
        return counts.sorted { ($1.rows, $0.reason) < ($0.rows, $1.reason) }
    }
}
