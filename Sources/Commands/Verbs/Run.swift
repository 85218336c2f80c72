import ArgumentParser
import PipelineFile

/// `run`
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Extract, transform and load the days of a pipeline file.",
        discussion: HelpText.keepingExamples(
            """
            Every day of the range is asked for again; a day whose rows are the same leaves its file untouched.

            Examples:
              wolkvox-etl run pipelines/nightly.yaml
              wolkvox-etl run pipelines/nightly.yaml --day yesterday --report cdr_1
              wolkvox-etl run pipelines/backfill.yaml --from 2026-01-01 --to 2026-06-30 --missing-only
            """))

    @Argument(help: "The pipeline file.")
    var pipeline: String

    @OptionGroup var days: DayOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Drop what an interrupted run left, and begin anew.")
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

    func run() async throws {
        let context = CommandContext.current.logging(log)
        try await context.reportingFailures {
            let spec = try PipelineLoading(context: context).load(pipeline)
            let assembly = JobAssembly(context: context, spec: spec, file: pipeline, scope: scope)
            if dryRun {
                return try await PlanReport(assembly: assembly).print(asJSON: json)
            }
            let ending = try await PipelineRun(assembly: assembly, log: log, fresh: fresh, state: state).perform()
            if json {
                try context.terminal.json(ending.record)
            } else if !log.quiet {
                let summary = RunSummary(
                    report: ending.report, directory: spec.load.directory,
                    callsLeft: ending.record.head.calls.callsLeft ?? [:])
                for line in summary.table(width: context.terminal.resultWidth) { context.terminal.line(line) }
                context.terminal.line(summary.headline)
            }
            if let failure = ending.failure { throw failure }
        }
    }
}
