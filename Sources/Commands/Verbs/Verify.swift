import ArgumentParser
import ETL

/// `verify`
struct Verify: Verb {
    static let configuration = CommandConfiguration(
        verb: "verify",
        abstract: "Recompute checksums and counts of all files against their manifests.",
        discussion: """
            Example:
              wolkvox-etl verify output
            """)

    @Argument(help: "The folder or s3://bucket/prefix that a pipeline writes to.")
    var directory: String

    @Flag(name: .long, help: "Print the findings as JSON.")
    var json = false

    struct Document: Codable, VerbResult {
        var formatVersion = 1
        var partitions: Int
        var rows: Int
        var problems: [String]

        func lines(width: Int?) -> [String] {
            problems + [
                "\(partitions.counted("partition")), \(rows.counted("row")), \(problems.count.counted("problem"))"
            ]
        }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let lake = try context.lake(at: directory)
        let report = try await lake.verify()
        let outdated = try await lake.outdatedDays()
        if !outdated.isEmpty {
            let days = outdated.count.counted("day")
            context.warn(
                "\(days) in the layout of version 0.1, which `run` refuses: move "
                    + "\(outdated.count == 1 ? "it" : "them") with `wolkvox-etl relocate \(directory)`")
        }
        let problems = report.problems.map(\.sentence)
        return VerbOutcome(
            Document(partitions: report.partitions, rows: report.rows, problems: problems),
            warnings: report.partitions == 0 && problems.isEmpty && outdated.isEmpty
                ? [CommandContext.withoutDays(directory)] : [],
            failure: problems.isEmpty
                ? nil
                : Failure(
                    .data, "\(directory) differs from its manifests in \(problems.count.counted("place"))",
                    advice: "The lines above say where: do what they advise, or run the pipeline again for those days"))
    }
}
