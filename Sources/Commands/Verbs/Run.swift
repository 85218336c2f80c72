import ArgumentParser

/// `run`
struct Run: Verb {
    static let configuration = CommandConfiguration(
        verb: "run",
        abstract: "Extract, transform and load the days of a pipeline file.",
        discussion: """
            Every day of the range is asked for again; a day whose rows are the same leaves its file untouched.

            Examples:
              wolkvox-etl run pipelines/nightly.yaml
              wolkvox-etl run pipelines/nightly.yaml --day yesterday --report cdr_1
              wolkvox-etl run pipelines/backfill.yaml --from 2026-01-01 --to 2026-06-30 --missing-only
            """)

    @Argument(help: "The pipeline file.")
    var pipeline: String

    @OptionGroup var days: DayOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var staging: StagingOptions
    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Drop what an interrupted run left, and start over.")
    var fresh = false

    @Flag(name: .long, help: "Take empty answers where rows were expected.")
    var acceptEmpty = false

    @Flag(name: .long, help: "Take answers with far fewer rows than are committed.")
    var acceptShrink = false

    @Flag(name: .long, help: "Make days of another origin or pipeline this pipeline's own.")
    var takeOver = false

    @Flag(name: .long, help: "Print the plan and make no call; the same as `plan`.")
    var dryRun = false

    @Flag(name: .long, help: "Print the run record as JSON on stdout.")
    var json = false

    private var scope: RunScope {
        var scope = days.scope
        scope.acceptEmpty = acceptEmpty
        scope.acceptShrink = acceptShrink
        scope.takeOver = takeOver
        return scope
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let context = staging.applied(to: context, state)
        let assembly = try context.assembly(of: pipeline, scope: scope)
        if dryRun { return try await PlanReport.outcome(of: assembly) }
        let result = try await PipelineRun(assembly: assembly, log: log, fresh: fresh, state: state).perform()
        return VerbOutcome(result, failure: result.failure)
    }
}
