import ArgumentParser
import ETL

/// `status`
struct Status: Verb {
    static let configuration = CommandConfiguration(
        verb: "status",
        abstract: "Show which days of which report are there, empty, missing, failed, stale or suspect.",
        discussion: """
            With a pipeline file, the days that it asks for; with a folder, the days that lie in it and those missing
            between them. Ends with 3 if a day is missing, failed, damaged, suspect or another pipeline's.

            Examples:
              wolkvox-etl status output/lake
              wolkvox-etl status pipelines/nightly.yaml --from -30d --calendar
              wolkvox-etl status pipelines/nightly.yaml --from -30d --missing
            """)

    @Argument(help: "A pipeline file, or the folder or s3://bucket/prefix that it writes to.")
    var place: String

    @OptionGroup var days: DayOptions

    @Flag(name: .long, help: "Draw the days as a calendar.")
    var calendar = false

    @Flag(name: .long, help: "Print only the commands that fill the gaps.")
    var missing = false

    @Flag(name: .long, help: "Print the days, or with --missing the commands, as JSON.")
    var json = false

    func validate() throws {
        if calendar, missing { throw ValidationError("--calendar and --missing print different things: give one.") }
        if calendar, json { throw ValidationError("--calendar is for people: give it or --json.") }
    }

    struct Document: Encodable, VerbResult {
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

    /// What `--missing` prints.
    struct Commands: Encodable, VerbResult {
        var formatVersion = 1
        var commands: [FillCommand]

        func lines(width: Int?) -> [String] { commands.map(\.text) }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let target = try Target(place, scope: days.scope, context)
        let coverage = try await Coverage(of: target, scope: days.scope)
        var warnings = coverage.renamed + coverage.history.damaged.map { "\($0) is damaged and was passed over" }
        if coverage.days.isEmpty { warnings.append(CommandContext.withoutDays(place)) }
        let gaps = StatusGaps(days: coverage.days)
        var failure = gaps.failure(hasRenamed: !coverage.renamed.isEmpty)
        let asked = coverage.days.filter { $0.visible.isAsked(by: days.scope.choice) }
        if calendar {
            return VerbOutcome(
                output: .lines(StatusCalendar(coverage.tables).lines(width: context.terminal.resultWidth)),
                warnings: warnings, failure: failure)
        }
        guard missing else { return VerbOutcome(Document(partitions: asked), warnings: warnings, failure: failure) }
        let fill = target.commands(for: gaps.fillable.map(\.partition), by: coverage.history)
        warnings += gaps.staleRemark.map { [$0] } ?? []
        failure?.details += fill.unknown.map {
            "No run record names the pipeline file that \($0) comes from: give that file instead of the folder"
        }
        return VerbOutcome(Commands(commands: fill.commands), warnings: warnings, failure: failure)
    }
}

/// The days that are not as they should be.
struct StatusGaps {
    /// The days that were looked at.
    let days: [DayStatus]

    /// Those that a run can fill.
    var fillable: [DayStatus] { days.filter(\.status.isFillable) }

    /// Names the days that were made in another way; nil if there are none.
    var staleRemark: String? {
        let stale = days.filter { $0.status == .stale }
        guard let first = stale.first else { return nil }
        let others = stale.count == 1 ? "" : " and \((stale.count - 1).counted("other day"))"
        return "\(first.partition)\(others) \(stale.count.choosing("is", "are")) stale: run --stale makes "
            + "\(stale.count.choosing("it", "them")) again"
    }

    /// Why `status` does not end with 0; nil if nothing keeps it from that.
    func failure(hasRenamed: Bool) -> Failure? {
        let gaps = days.filter(\.status.isGap)
        guard !gaps.isEmpty else { return nil }
        let counts = Dictionary(grouping: gaps, by: \.status).mapValues(\.count)
            .sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($1.grouped) \($0.rawValue)" }
        let hasForeign = gaps.contains { $0.status == .foreign }
        let isAllForeign = gaps.allSatisfy { $0.status == .foreign }
        let advice = [
            hasRenamed ? "If a source was renamed, first move its days with the command above" : "",
            isAllForeign
                ? "" : "Run the pipeline for those days; the same command with --missing prints how",
            hasForeign
                ? "Foreign days belong to another server or pipeline: write to another folder, or take them over with "
                    + "run --take-over" : "",
        ]
        return Failure(
            .partial, "Not every day is there as it should be: \(counts.joined(separator: ", "))",
            advice: advice.filter { !$0.isEmpty }.joined(separator: ". "))
    }
}
