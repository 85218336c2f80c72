import ArgumentParser

/// The program.
struct WolkvoxETL: AsyncParsableCommand {
    /// The version that manifests and run records name.
    static let version = "0.1.0"

    /// Name, subcommands and help.
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "wolkvox-etl",
            abstract: "Brings wolkvox reports into a data lake: one whole file for each report and day.",
            discussion: """
                Try it without an account:   wolkvox-etl demo
                Every night:                 wolkvox-etl run pipelines/nightly.yaml
                """,
            version: version,
            subcommands: [
                Run.self, Plan.self, Validate.self, Test.self, Check.self, Status.self, Verify.self, Relocate.self,
                Quarantine.self,
                Reports.self, PrintSchema.self, Discover.self, Init.self, Simulate.self, Demo.self,
            ])
    }
}

/// Runs the program with the arguments of the process, and exits.
public func runWolkvoxETL() async { await WolkvoxETL.main() }
