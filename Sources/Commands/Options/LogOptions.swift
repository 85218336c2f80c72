import ArgumentParser

/// The flags that say how a command talks while it works.
struct LogOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Option(name: .long, help: "How progress is written where stderr is no terminal: text or json.")
    var logFormat: Format = .text

    @Flag(name: [.customShort("q"), .long], help: "No progress; failures only.")
    var quiet = false
}
