public import ArgumentParser
import ETL
import Engine
public import FlatFiles
import PipelineFile
import Wolkvox

/// `schema`
struct PrintSchema: Verb {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print a table definition of a report's files for a lake, or the form of pipeline files for editors.",
        discussion: HelpText.keepingExamples(
            """
            With --pipeline the columns, the format and the folder are those of the pipeline file: its transforms, its
            own definitions and its `load`.

            Examples:
              wolkvox-etl schema cdr_1 --dialect duckdb
              wolkvox-etl schema cdr_1 --dialect duckdb --format csv
              wolkvox-etl schema diagram_9 --dialect jsonschema
              wolkvox-etl schema cdr_1 --dialect duckdb --pipeline pipelines/nightly.yaml
              wolkvox-etl schema pipeline --dialect jsonschema > pipeline.schema.json
            """))

    enum Dialect: String, ExpressibleByArgument, CaseIterable {
        case duckdb, jsonschema
    }

    @Argument(help: "A report's name, or the word pipeline.")
    var name: String

    @Option(name: .long, help: "duckdb or jsonschema.")
    var dialect: Dialect

    @Option(name: .long, help: "The files' format, for dialects that care: ndjson or csv. By default the pipeline's.")
    var format: RowFormat?

    @Option(name: .long, help: "The folder with the files. By default the one that the pipeline writes to.")
    var directory: String?

    @OptionGroup var catalogue: CatalogueOptions

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        if name == Self.pipelineFile { return VerbOutcome(output: try form(context)) }
        let shape =
            try catalogue.pipeline.map {
                try WrittenShape(name, of: try PipelineLoading(context: context).load($0, secrets: .unused))
            } ?? WrittenShape(name)
        switch dialect {
        case .duckdb:
            let schema = DuckDBSchema(
                report: name, schema: shape.columns, format: format ?? shape.format ?? .ndjson,
                directory: directory ?? shape.directory ?? "output")
            guard let statement = schema.statement else {
                throw Failure(
                    .usage, "There is no DuckDB view of files in the format \(schema.format)",
                    advice: "Ask for another dialect")
            }
            return VerbOutcome(output: .statement(statement))
        case .jsonschema:
            let schema = RowSchema(report: shape.report, schema: shape.columns)
            return VerbOutcome(output: .json(try JSONOutput.text(schema, keepingNames: true)))
        }
    }
}

extension PrintSchema {
    private static let pipelineFile = "pipeline"

    private func form(_ context: CommandContext) throws -> VerbOutput {
        guard dialect == .jsonschema else {
            throw Failure(
                .usage, "The form of pipeline files has no table", advice: "Ask for it with --dialect jsonschema")
        }
        return .file(try Self.form(of: try catalogue.catalogue(context)))
    }

    /// The JSON Schema of pipeline files that may name the reports of a catalogue.
    static func form(of catalogue: Catalogue) throws -> String {
        let reports = try catalogue.reports().map {
            PipelineSchema.Report(name: $0.name, title: "\($0.title.en). \($0.title.es)")
        }
        return PipelineSchema(reports: reports, lists: ListedValues.all).text
    }
}

extension RowFormat: ExpressibleByArgument {
    /// Reads a format's name.
    public init?(argument: String) {
        guard let format = Self.all.first(where: { $0.name == argument }) else { return nil }
        self = format
    }

    /// The names of all formats.
    public static var allValueStrings: [String] { all.map(\.name) }
}
