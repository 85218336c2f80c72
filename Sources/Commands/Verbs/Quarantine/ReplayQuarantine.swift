import ArgumentParser
import ETL
import Engine

/// `quarantine replay`
struct ReplayQuarantine: Verb {
    static let configuration = CommandConfiguration(
        verb: "replay", abstract: "Run the rows in quarantine through the pipeline as it is now.",
        discussion: """
            What fits goes among the rows of its day, and what doesn't stays. No server is asked, and what was masked or
            hashed is not masked or hashed again.

            Example:
              wolkvox-etl quarantine replay output --pipeline pipelines/nightly.yaml
            """)

    @OptionGroup var filter: QuarantineFilter

    @Option(name: .long, help: ArgumentHelp("The pipeline file.", valueName: "file"))
    var pipeline: String

    @Flag(name: .long, help: "Print what came of it as JSON.")
    var json = false

    struct Entry: Codable {
        var report: String
        var source: String
        var day: String
        var fitted: Int
        var left: Int
        var reason: String?

        init(_ result: QuarantineReplay.Result) {
            (report, source, day) = (result.partition.report, result.partition.source, "\(result.partition.day)")
            (fitted, left, reason) = (result.fitted, result.left, result.error?.message)
        }
    }

    struct Document: Codable, VerbResult {
        var formatVersion = 1
        var partitions: [Entry]

        func lines(width: Int?) -> [String] {
            var table = TextTable(["report", "source", "day", "fitted", "left"], numeric: [3, 4])
            for entry in partitions {
                table.add([entry.report, entry.source, entry.day, entry.fitted.grouped, entry.left.grouped])
            }
            let fitted = partitions.reduce(0) { $0 + $1.fitted }
            let left = partitions.reduce(0) { $0 + $1.left }
            return table.lines(width: width) + [
                "\(fitted.counted("row")) went into \(fitted.choosing("its day", "their days")), "
                    + "\(left.grouped) \(left.choosing("stays", "stay")) in quarantine"
            ]
        }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let assembly = try await context.assembly(of: pipeline).heedingForgotten()
        let lake = try assembly.lake(at: try context.outputFolder(filter.directory))
        // So that no row is tried that went into its day already.
        try await lake.finishInterruptedCommits()
        let replay = QuarantineReplay(assembly: assembly, lake: lake)
        var results: [QuarantineReplay.Result] = []
        for (partition, manifest) in try await filter.partitions(of: lake, context) {
            results.append(await replay.replay(partition, manifest))
        }
        return VerbOutcome(Document(partitions: results.map(Entry.init)), failure: failure(of: results))
    }

    private func failure(of results: [QuarantineReplay.Result]) -> Failure? {
        let errors = results.compactMap(\.error)
        let status = ProcessStatus(
            RunStatus(failures: errors.map(\.code), hasCommitted: errors.count < results.count))
        return errors.leading(status).map { leading in
            Failure(
                status, leading.message, advice: leading.shownAdvice,
                details: errors.filter { $0 != leading }.map(\.message))
        }
    }
}
