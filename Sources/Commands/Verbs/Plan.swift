import ArgumentParser

/// `plan`
struct Plan: Verb {
    static let configuration = CommandConfiguration(
        verb: "plan",
        abstract: "Show what a run would ask for, and make no call.",
        discussion: """
            Example:
              wolkvox-etl plan pipelines/backfill.yaml --from 2026-01-01 --to 2026-06-30
            """)

    @Argument(help: "The pipeline file.")
    var pipeline: String

    @OptionGroup var days: DayOptions

    @Flag(name: .long, help: "Print the plan as JSON.")
    var json = false

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        try await PlanReport.outcome(of: try context.assembly(of: pipeline, scope: days.scope))
    }
}
