import ArgumentParser
import Engine
import PipelineFile
import Settings

/// `validate`
struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Find every mistake of pipeline files, each with its line and column.",
        discussion: HelpText.keepingExamples(
            """
            Example:
              wolkvox-etl validate pipelines/*.yaml
            """))

    @Argument(help: "The pipeline files.")
    var pipelines: [String]

    @Flag(name: .long, help: "Print the mistakes as JSON on stdout.")
    var json = false

    struct Document: Codable {
        var formatVersion = 1
        var diagnostics: [Diagnostic]
    }

    func run() async throws {
        let context = CommandContext.current
        try await context.reportingFailures {
            let loading = PipelineLoading(context: context)
            let diagnostics = try pipelines.flatMap { try loading.read($0).diagnostics }
            if json {
                context.terminal.json(try JSONOutput.text(Document(diagnostics: diagnostics)))
            } else {
                for diagnostic in diagnostics { context.terminal.errorLine(diagnostic.description) }
            }
            if diagnostics.contains(where: { $0.severity == .error }) {
                throw ExitCode(RunStatus.configuration.rawValue)
            }
            if !json {
                let what = pipelines.count == 1 ? "\(pipelines[0]) is" : "\(pipelines.count) files are"
                context.terminal.line("\(what) valid")
            }
        }
    }
}
