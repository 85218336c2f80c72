import ArgumentParser
import Settings

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

/// A time to wait, up to a day, written `30s`, `10m`, `1h` or `1d`.
struct WaitTime: ExpressibleByArgument, Sendable {
    let duration: Duration

    init?(argument: String) {
        guard let seconds = try? DurationText.seconds(argument, in: 0...86_400) else { return nil }
        duration = .seconds(seconds)
    }
}
