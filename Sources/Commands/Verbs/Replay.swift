import ArgumentParser
import PipelineFile

/// `replay`
struct Replay: Verb {
    static let configuration = CommandConfiguration(
        verb: "replay",
        abstract: "Make days again from the answers that the archive has kept, without a call.",
        discussion: """
            For a pipeline file with `archive:` whose masks, transforms or definitions have changed. The files are those that
            `run` would write with the same pipeline file; no token is read. Rows in quarantine alone are made again by
            `quarantine replay`, which needs no archive.

            Examples:
              wolkvox-etl replay pipelines/nightly.yaml --from 2026-10-01 --to 2026-10-31
              wolkvox-etl replay pipelines/nightly.yaml --stale --report cdr_1
            """)

    @Argument(help: "The pipeline file.")
    var pipeline: String

    @OptionGroup var days: DayOptions
    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Drop what an interrupted replay left, and start over.")
    var fresh = false

    @Flag(name: .long, help: "Make days of another origin or pipeline this pipeline's own.")
    var takeOver = false

    @Flag(name: .long, help: "Print the run record as JSON on stdout.")
    var json = false

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        var scope = days.scope
        scope.takeOver = takeOver
        let assembly = try context.assembly(of: pipeline, scope: scope, secrets: .tokensUnused)
        let result = try await PipelineRun(assembly: assembly, log: log, fresh: fresh, isReplay: true).perform()
        return VerbOutcome(result, failure: result.failure)
    }
}
