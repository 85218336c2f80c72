import ArgumentParser

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

/// A time to wait, up to a day, written `30s`, `10m` or `1h`.
struct WaitTime: ExpressibleByArgument, Sendable {
    let duration: Duration

    init?(argument: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        let digits = argument.dropLast()
        guard let unit = argument.last.flatMap({ units[$0] }), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(digits), number <= 86_400 / unit
        else { return nil }
        duration = .seconds(number * unit)
    }
}
