import ArgumentParser

/// A command that takes the world as an argument, and returns what it came to.
protocol Verb: AsyncParsableCommand {
    /// Whether its result is printed as JSON.
    var json: Bool { get }

    /// Does the work. What takes long may say on stderr how far it is; what goes to stdout is returned.
    func run(_ context: CommandContext) async throws -> VerbOutcome
}

extension Verb {
    var json: Bool { false }

    /// Runs in the world of this process.
    func run() async throws { try await perform(in: .process) }

    /// Does the work, prints what it came to, and reports a failure.
    ///
    /// - Throws: `ExitCode`, after everything has been written.
    func perform(in context: CommandContext) async throws {
        try await context.reportingFailures {
            let outcome = try await run(context)
            try outcome.output.map { try context.terminal.print($0, asJSON: json) }
            for warning in outcome.warnings { context.warn(warning) }
            if let failure = outcome.failure { throw failure }
        }
    }
}

/// What a verb came to.
struct VerbOutcome {
    /// What goes to stdout; nil where there is nothing more to print.
    var output: VerbOutput?
    /// What is said on stderr after that.
    var warnings: [String] = []
    /// Why the command fails although it has something to print.
    var failure: (any Error)?
}

extension VerbOutcome {
    /// A result, with or without a failure.
    init(_ result: any VerbResult, warnings: [String] = [], failure: (any Error)? = nil) {
        self.init(output: .result(result), warnings: warnings, failure: failure)
    }
}
