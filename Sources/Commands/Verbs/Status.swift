import ArgumentParser
import Disk
import ETL
import Engine
import PipelineFile

/// `status`
struct Status: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show which days of which report are there, empty, missing, stale or suspect.",
        discussion: HelpText.keepingExamples(
            """
            With a pipeline file, the days that it asks for; with a folder, the days that lie in it and those missing
            between them. Ends with 3 if a day is missing, damaged, suspect or another pipeline's.

            Examples:
              wolkvox-etl status output/lake
              wolkvox-etl status pipelines/nightly.yaml --from -30d
            """))

    @Argument(help: "A pipeline file, or the folder that it writes to.")
    var place: String

    @OptionGroup var days: DayOptions

    @Flag(name: .long, help: "Print the days as JSON.")
    var json = false

    struct Document: Codable, VerbResult {
        var formatVersion = 1
        var partitions: [DayStatus]

        func lines(width: Int?) -> [String] {
            var table = TextTable(["report", "source", "day", "status", "rows", "quarantined"], numeric: [4, 5])
            for day in partitions {
                table.add([
                    day.report, day.source, day.day, day.status.rawValue, day.rows?.grouped ?? "",
                    day.quarantined?.grouped ?? "",
                ])
            }
            return table.lines(width: width)
        }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let (all, renamed) = try await statuses(context)
        return VerbOutcome(
            Document(partitions: all.filter { $0.status.isAsked(by: days.scope.choice) }), warnings: renamed,
            failure: failure(all.filter(\.status.isGap), hasRenamed: !renamed.isEmpty))
    }

    /// The days, and what is to be said of sources that were renamed.
    private func statuses(_ context: CommandContext) async throws -> ([DayStatus], renamed: [String]) {
        let path = context.absolute(place)
        guard let kind = Files.kind(following: path) else {
            let question = NearbyNames(context: context).question(for: place, [.folder, .pipelineFile])
            throw Failure(
                .configuration, "There is neither a folder nor a pipeline file \(place)",
                advice: question ?? "Name a pipeline file, or the folder that it writes to")
        }
        if kind == .directory {
            let written = try await WrittenPartitions(in: context.lake(at: place))
            return (try FolderStatus(written: written, scope: days.scope, now: context.now()).days, [])
        }
        let spec = try PipelineLoading(context: context).load(place, secrets: .tokensUnused)
        let assembly = JobAssembly(context: context, spec: spec, file: place, scope: days.scope)
        let written = try await WrittenPartitions(in: assembly.lake())
        let days = try assembly.wanted().flatMap { wanted in
            wanted.partitions.map { DayStatus($0, in: written, for: wanted.provenance) }
        }
        return (days, try await RenamedSourceCheck(of: assembly).warnings())
    }

    private func failure(_ gaps: [DayStatus], hasRenamed: Bool) -> Failure? {
        guard !gaps.isEmpty else { return nil }
        let counts = Dictionary(grouping: gaps, by: \.status).mapValues(\.count)
            .sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($1.grouped) \($0.rawValue)" }
        let hasForeign = gaps.contains { $0.status == .foreign }
        let isAllForeign = gaps.allSatisfy { $0.status == .foreign }
        let advice = [
            hasRenamed ? "If a source was renamed, first move its days with the command above" : "",
            isAllForeign ? "" : "Run the pipeline for those days; --missing-only asks for nothing else",
            hasForeign
                ? "Foreign days belong to another server or pipeline: write to another folder, or take them over with "
                    + "run --take-over" : "",
        ]
        return Failure(
            .partial, "Not every day is there as it should be: \(counts.joined(separator: ", "))",
            advice: advice.filter { !$0.isEmpty }.joined(separator: ". "))
    }
}
