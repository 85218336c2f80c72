import ArgumentParser
import Disk
import Engine
import Foundation

/// The program.
struct WolkvoxETL: AsyncParsableCommand {
    /// The version that manifests and run records name.
    static let version = "0.1.0"

    /// Name, subcommands and help.
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "wolkvox-etl",
            abstract: "Brings wolkvox reports into a data lake: one whole file for each report and day.",
            discussion: HelpText.keepingExamples(
                """
                Try it without an account, and then every night:
                  wolkvox-etl demo
                  wolkvox-etl run pipelines/nightly.yaml
                """),
            version: version,
            subcommands: [
                Run.self, Follow.self, Plan.self, Validate.self, Test.self, Check.self, Status.self, Runs.self,
                MakeReport.self, Verify.self,
                Relocate.self,
                Quarantine.self, Replay.self, Forget.self,
                Reports.self, PrintSchema.self, Discover.self, Init.self, Simulate.self, Demo.self,
            ])
    }
}

/// Runs the program with the arguments of the process, and exits.
public func runWolkvoxETL() async {
    StandardStreams.prepare()
    if let mistake = SystemNeeds.mistake() {
        CommandContext.process.terminal.errorLine("error: \(mistake)")
        exit(ProcessStatus.usage.rawValue)
    }
    exit(await WolkvoxETL.run(Array(CommandLine.arguments.dropFirst()), in: .process))
}

extension WolkvoxETL {
    /// Runs the command that the arguments name.
    ///
    /// - Returns: the exit code; whatever is to be said has been written.
    static func run(_ arguments: [String], in context: CommandContext) async -> Int32 {
        let context = context.logging(asJSON: UsageCheck.asksForJSON(arguments))
        do {
            try await context.reportingFailures { try await perform(arguments, context) }
            return ProcessStatus.success.rawValue
        } catch {
            return exitCode(for: error).rawValue
        }
    }

    private static func perform(_ arguments: [String], _ context: CommandContext) async throws {
        if let mistake = UsageCheck.mistake(in: arguments, of: Self.self) { throw mistake }
        do {
            switch try parseAsRoot(arguments) {
            case let verb as any Verb: try await verb.perform(in: context)
            case var command as any AsyncParsableCommand: try await command.run()
            case var command: try command.run()
            }
        } catch let end as ExitCode {
            throw end
        } catch {
            let code = exitCode(for: error)
            let message = fullMessage(for: error, columns: context.terminal.resultWidth ?? HelpText.usualWidth)
            let text = HelpText.shown(message)
            guard code != .success else { return context.terminal.lines(text) }
            let lines = context.terminal.journal == nil ? text.split(separator: "\n").map(String.init) : [text]
            for line in lines { context.terminal.errorLine(line, level: .error) }
            throw code
        }
    }
}
