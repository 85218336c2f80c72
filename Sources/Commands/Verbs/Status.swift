import ArgumentParser
import ETL
import Engine
import FlatFiles
import Foundation

/// `status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show which days of which report are there, empty, missing or suspect.",
        discussion: """
            Examples:
              wolkvox-etl status output
              wolkvox-etl status pipelines/nightly.yaml --from -30d
            """)

    @Argument(help: "A pipeline file, or the folder that it writes to.")
    var place: String

    @OptionGroup var days: DayOptions

    @Flag(name: .long, help: "Print the days as JSON.")
    var json = false

    struct Entry: Codable {
        var report: String
        var source: String
        var day: String
        /// there, empty, open, suspect or missing.
        var status: String
        var rows: Int?
        var quarantined: Int?
        var bytes: Int?
    }

    struct Document: Codable {
        var formatVersion = 1
        var partitions: [Entry]
    }

    func run() async throws {
        let context = CommandContext.current
        try await context.reportingFailures {
            let entries = try entries(context)
            if json { return context.terminal.line(try JSONOutput.text(Document(partitions: entries))) }
            var table = TextTable(["report", "source", "day", "status", "rows", "quarantined"], numeric: [4, 5])
            for entry in entries {
                table.add([
                    entry.report, entry.source, entry.day, entry.status, entry.rows?.grouped ?? "",
                    entry.quarantined?.grouped ?? "",
                ])
            }
            for line in table.lines { context.terminal.line(line) }
        }
    }

    private func entries(_ context: CommandContext) throws -> [Entry] {
        let path = context.absolute(place)
        let isDirectory = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory
        guard isDirectory == true else { return try wanted(context) }
        let written = try WrittenPartitions(in: path)
        for problem in written.damaged { context.terminal.errorLine("warning: \(problem)") }
        let known = written.all.sorted { $0.key < $1.key }.map { entry($0.key, $0.value) }
        return known + missing(among: Array(written.all.keys))
    }

    /// What a pipeline file asks for, whether it is there or not.
    private func wanted(_ context: CommandContext) throws -> [Entry] {
        let spec = try PipelineLoading(context: context).load(place)
        let assembly = JobAssembly(context: context, spec: spec, file: place, options: days)
        let written = try WrittenPartitions(in: assembly.loader().options.directory)
        return try assembly.partitions().map { partition in
            written[partition].map { entry(partition, $0) } ?? missing(partition)
        }
    }

    /// Days between the first and the last of a report that have no manifest.
    private func missing(among found: [Partition]) -> [Entry] {
        let reports = Dictionary(grouping: found) { [$0.report, $0.source] }
        return reports.values.flatMap { partitions -> [Entry] in
            let days = Set(partitions.map(\.day))
            guard let one = partitions.first, let first = days.min(), let last = days.max() else { return [] }
            return (first...last).filter { !days.contains($0) }
                .map { missing(Partition(report: one.report, source: one.source, day: $0)) }
        }.sorted { ($0.report, $0.source, $0.day) < ($1.report, $1.source, $1.day) }
    }

    private func entry(_ partition: Partition, _ committed: CommittedPartition) -> Entry {
        let status: String =
            switch committed.state {
            case .suspect: "suspect"
            case .open: "open"
            case .final: committed.rows == 0 ? "empty" : "there"
            }
        return Entry(
            report: partition.report, source: partition.source, day: "\(partition.day)", status: status,
            rows: committed.rows, quarantined: committed.quarantined, bytes: committed.bytes)
    }

    private func missing(_ partition: Partition) -> Entry {
        Entry(
            report: partition.report, source: partition.source, day: "\(partition.day)", status: "missing", rows: nil,
            quarantined: nil, bytes: nil)
    }
}
