import ArgumentParser
import PipelineFile
import Settings

/// `validate`
struct Validate: Verb {
    static let configuration = CommandConfiguration(
        verb: "validate",
        abstract: "Find every mistake of pipeline files, each with its line and column.",
        discussion: """
            Example:
              wolkvox-etl validate pipelines/*.yaml
            """)

    @Argument(help: "The pipeline files.")
    var pipelines: [String]

    @Flag(name: .long, help: "Print the mistakes as JSON on stdout.")
    var json = false

    struct Document: Encodable, VerbResult {
        var formatVersion = 1
        var diagnostics: [Diagnostic]
        /// The files that were read.
        var pipelines: [String]

        private enum CodingKeys: CodingKey {
            case formatVersion, diagnostics
        }

        var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

        func lines(width: Int?) -> [String] {
            if hasErrors { return [] }
            return [pipelines.count == 1 ? "\(pipelines[0]) is valid" : "\(pipelines.count) files are valid"]
        }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let loading = PipelineLoading(context: context)
        let diagnostics = try pipelines.flatMap { try loading.read($0).diagnostics }
        if !json {
            for diagnostic in diagnostics { context.terminal.errorLine(diagnostic.description) }
        }
        let document = Document(diagnostics: diagnostics, pipelines: pipelines)
        return VerbOutcome(
            document, failure: document.hasErrors ? ExitCode(ProcessStatus.configuration.rawValue) : nil)
    }
}
