public import ArgumentParser
import ETL
public import FlatFiles
import PipelineFile
import Wolkvox

/// `schema`
struct PrintSchema: Verb {
    static let configuration = CommandConfiguration(
        verb: "schema",
        abstract: "Print a table definition of a report's files for a lake, or the form of pipeline files for editors.",
        discussion: """
            With --pipeline the columns, the format and the folder are those of the pipeline file: its transforms, its
            own definitions and its `load`.

            Examples:
              wolkvox-etl schema cdr_1 --dialect duckdb
              wolkvox-etl schema cdr_1 --dialect duckdb --format csv
              wolkvox-etl schema cdr_1 --dialect spark --directory s3://bucket/lake
              wolkvox-etl schema cdr_1 --dialect athena --pipeline pipelines/nightly.yaml --partitions
              wolkvox-etl schema diagram_9 --dialect jsonschema
              wolkvox-etl schema cdr_1 --dialect duckdb --pipeline pipelines/nightly.yaml
              wolkvox-etl schema pipeline --dialect jsonschema > pipeline.schema.json
            """)

    @Argument(help: "A report's name, or the word pipeline.")
    var name: String

    @Option(name: .long, help: "What the definition is for: \(DialectChoice.allValueStrings.joined(separator: ", ")).")
    var dialect: DialectChoice

    @Option(name: .long, help: "The files' format, for dialects that care: ndjson or csv. By default the pipeline's.")
    var format: RowFormat?

    @Option(
        name: .long,
        help: "The folder with the files, or s3://bucket/prefix. By default the one that the pipeline writes to.")
    var directory: String?

    @Option(
        name: .long, defaultAsFlag: PartitionKind.projection,
        help: "Athena only: the table with partition projection, or with `list` the statements that add what is there.")
    var partitions: PartitionKind?

    @OptionGroup var catalogue: CatalogueOptions

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        if name == Self.pipelineFile { return VerbOutcome(output: try form(context)) }
        let spec = try catalogue.pipeline.map { try PipelineLoading(context: context).load($0, secrets: .unused) }
        let shape = try spec.map { try WrittenShape(name, of: $0) } ?? WrittenShape(name)
        let table = LakeTable(
            name: name, title: shape.report.title.en, schema: shape.columns, format: format ?? shape.format ?? .ndjson,
            directory: directory ?? shape.directory ?? "output")
        let dialect = dialect.dialect
        guard partitions == nil || dialect.isToldOfPartitions else {
            throw Failure(
                .usage, "There is nothing to say of partitions in \(dialect.name)", advice: "Leave --partitions out")
        }
        let output =
            if let partitions {
                try dialect.partitions(
                    partitions, of: table, there: try await there(table, spec: spec, context: context))
            } else {
                try dialect.definition(of: table)
            }
        guard let output else {
            throw Failure(
                .usage, "\(dialect.name) is not known to read files in the format \(table.format)",
                advice: "Ask for another dialect")
        }
        return VerbOutcome(output: output, warnings: dialect.remarks(on: table))
    }
}

extension PrintSchema {
    private static let pipelineFile = "pipeline"

    private func form(_ context: CommandContext) throws -> VerbOutput {
        guard dialect.dialect is JSONSchemaDialect else {
            throw Failure(
                .usage, "The form of pipeline files has no table", advice: "Ask for it with --dialect jsonschema")
        }
        return .file(try Self.form(of: try catalogue.catalogue(context)))
    }

    /// What is there, in the lake that the pipeline writes to or else in the one that was named.
    private func there(
        _ table: LakeTable, spec: PipelineSpec?, context: CommandContext
    ) async throws -> PartitionsThere {
        guard let spec, let file = catalogue.pipeline else {
            return PartitionsThere(of: name, in: try await context.lake(at: table.directory).listing())
        }
        let lake = try JobAssembly(context: context, spec: spec, file: file).lake()
        return PartitionsThere(of: name, in: try await lake.listing(), sources: spec.sources.map(\.name))
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
