import ArgumentParser
import Engine
package import PipelineFile

/// The flags that say which days are wanted. A day may start with a dash, as `-3d` does.
struct DayOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("First day: 2026-10-01, today, yesterday or -3d.", valueName: "day"))
    var from: DayExpression?

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Last day, included.", valueName: "day"))
    var to: DayExpression?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("One day, instead of --from and --to.", valueName: "day"))
    var day: DayExpression?

    @Option(name: .long, help: ArgumentHelp("Ask again for that many days before the first: 2d.", valueName: "days"))
    var lookback: Lookback?

    @Option(name: .long, help: ArgumentHelp("Only this report; may be given several times.", valueName: "name"))
    var report: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only this source; may be given several times.", valueName: "name"))
    var source: [String] = []

    @Flag(name: .long, help: "Ask only for days that have no final file yet.")
    var missingOnly = false

    @Flag(name: .long, help: "Ask only for days that have no final file yet, or whose file was made in another way.")
    var stale = false

    /// What they ask for.
    var scope: RunScope {
        RunScope(
            reports: report, sources: source,
            days: DayRequest(from: day ?? from, to: day ?? to, lookback: lookback?.days),
            choice: stale ? .stale : missingOnly ? .missing : .all)
    }

    func validate() throws {
        if day != nil, from != nil || to != nil {
            throw ValidationError("--day stands for both ends: give it alone, or --from and --to.")
        }
        if stale, missingOnly {
            throw ValidationError("--stale asks for the missing days too: give it alone.")
        }
    }
}

/// A number of days, written `2d` or `2`.
struct Lookback: ExpressibleByArgument, Sendable {
    let days: Int

    init?(argument: String) {
        let digits = argument.hasSuffix("d") ? String(argument.dropLast()) : argument
        guard let days = Int(digits), (0...365).contains(days) else { return nil }
        self.days = days
    }
}

extension DayExpression: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
