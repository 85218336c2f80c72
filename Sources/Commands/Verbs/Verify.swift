import ArgumentParser
import ETL
import Engine

/// `verify`
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute checksums and counts of all files against their manifests.",
        discussion: HelpText.keepingExamples(
            """
            Example:
              wolkvox-etl verify output
            """))

    @Argument(help: "The folder that a pipeline writes to.")
    var directory: String

    @Flag(name: .long, help: "Print the findings as JSON.")
    var json = false

    struct Document: Codable {
        var formatVersion = 1
        var partitions: Int
        var rows: Int
        var problems: [String]
    }

    func run() async throws {
        let context = CommandContext.current
        try await context.reportingFailures {
            let lake = try context.lake(at: directory)
            let report = try await lake.verify()
            let outdated = try await lake.outdatedDays()
            if !outdated.isEmpty {
                let days = outdated.count.counted("day")
                context.terminal.errorLine(
                    "warning: \(days) in the layout of version 0.1, which `run` refuses: move "
                        + "\(outdated.count == 1 ? "it" : "them") with `wolkvox-etl relocate \(directory)`",
                    level: .warning)
            }
            if json {
                let document = Document(
                    partitions: report.partitions, rows: report.rows, problems: report.problems.map(\.description))
                context.terminal.json(try JSONOutput.text(document))
            } else {
                for problem in report.problems { context.terminal.line(problem.description) }
                context.terminal.line(
                    "\(report.partitions.counted("partition")), \(report.rows.counted("row")), \(report.problems.count.counted("problem"))"
                )
            }
            guard report.problems.isEmpty else {
                throw Failure(
                    .data, "\(directory) differs from its manifests in \(report.problems.count.counted("place"))",
                    advice: "The lines above say where: do what they advise, or run the pipeline again for those days")
            }
        }
    }
}
