import ArgumentParser

/// `plan`
struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what a run would ask for, and make no call.",
        discussion: HelpText.keepingExamples(
            """
            Example:
              wolkvox-etl plan pipelines/backfill.yaml --from 2026-01-01 --to 2026-06-30
            """))

    @Argument(help: "The pipeline file.")
    var pipeline: String

    @OptionGroup var days: DayOptions

    @Flag(name: .long, help: "Print the plan as JSON.")
    var json = false

    func run() async throws {
        let context = CommandContext.current
        try await context.reportingFailures {
            let spec = try PipelineLoading(context: context).load(pipeline)
            let assembly = JobAssembly(context: context, spec: spec, file: pipeline, scope: days.scope)
            try await PlanReport(assembly: assembly).print(asJSON: json)
        }
    }
}
