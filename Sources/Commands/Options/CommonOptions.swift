import ArgumentParser
import Settings
import Wolkvox

/// The flag that adds a pipeline file's own reports to the catalogue.
struct CatalogueOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Also the reports that this pipeline file defines.", valueName: "file"))
    var pipeline: String?

    func catalogue(_ context: CommandContext) throws -> Catalogue {
        guard let pipeline else { return .vendor }
        return Catalogue(adding: try PipelineLoading(context: context).definitions(pipeline))
    }
}

/// The flags that say how a command talks while it works.
struct LogOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Option(name: .long, help: "How progress is written where stderr is not a terminal: text or json.")
    var logFormat: Format = .text

    @Flag(name: [.customShort("q"), .long], help: "No progress; failures only.")
    var quiet = false
}

/// The flags that say where what outlives a run is kept, and how long to wait for a token.
struct StateOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Wait for a token that another process has: 30s, 10m, 1h.", valueName: "duration"))
    var wait: WaitTime?

    @Option(
        name: .long,
        help: ArgumentHelp("Where token leases and the count of the day's calls are kept.", valueName: "path"))
    var stateDir: String?
}

/// Where work for object stores lies until it is there.
struct StagingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Where work for an object store lies until it is there.", valueName: "path"))
    var stagingDir: String?

    /// A world in which that is said, and where state is kept.
    func applied(to context: CommandContext, _ state: StateOptions) -> CommandContext {
        var context = context
        if let stagingDir { context.environment["WOLKVOX_ETL_STAGING"] = stagingDir }
        if let folder = state.stateDir { context.environment["WOLKVOX_ETL_STATE"] = folder }
        return context
    }
}

/// A time to wait, up to a day, written `30s`, `10m`, `1h` or `1d`.
struct WaitTime: ExpressibleByArgument, Sendable {
    let duration: Duration

    init(duration: Duration) { self.duration = duration }

    init?(argument: String) {
        guard let seconds = try? TimeSpanText.seconds(argument, in: 0...86_400) else { return nil }
        duration = .seconds(seconds)
    }
}
