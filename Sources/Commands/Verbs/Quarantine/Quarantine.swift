import ArgumentParser
import ETL

/// `quarantine`
struct Quarantine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        verb: "quarantine", abstract: "Look at the rows that did not fit, and try them again.",
        discussion: """
            Examples:
              wolkvox-etl quarantine list output
              wolkvox-etl quarantine show output --report cdr_1 --day 2026-10-01
              wolkvox-etl quarantine replay output --pipeline pipelines/nightly.yaml
            """,
        subcommands: [QuarantineList.self, QuarantineShow.self, ReplayQuarantine.self])
}

/// The flags that say which partitions are meant.
struct QuarantineFilter: ParsableArguments {
    @Argument(help: "The folder or s3://bucket/prefix that a pipeline writes to.")
    var directory: String

    @Option(name: .long, help: ArgumentHelp("Only this report; may be given several times.", valueName: "name"))
    var report: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only this source; may be given several times.", valueName: "name"))
    var source: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only this day, such as 2026-10-01; several times.", valueName: "day"))
    var day: [String] = []

    func validate() throws {
        for day in day where Day(day) == nil {
            throw ValidationError("--day \(day): write a day as in 2026-10-01.")
        }
    }

    /// The partitions that are meant and have rows in quarantine, with their manifests.
    func partitions(of lake: any Lake, _ context: CommandContext) async throws -> [(Partition, Manifest)] {
        let listing = try await lake.listing()
        for problem in listing.damaged { context.warn("\(problem)") }
        return listing.manifests.compactMap { manifest in
            guard let partition = manifest.partition, manifest.quarantined > 0,
                report.isEmpty || report.contains(manifest.report),
                source.isEmpty || source.contains(manifest.source), day.isEmpty || day.contains(manifest.day)
            else { return nil }
            return (partition, manifest)
        }
    }
}
