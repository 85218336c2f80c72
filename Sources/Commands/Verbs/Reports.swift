import ArgumentParser
import ETL
import Engine
import PipelineFile
import Transforms
import Wolkvox

/// `reports`
struct Reports: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract: "List the catalogue of reports, or one report's columns.",
        discussion: HelpText.keepingExamples(
            """
            Examples:
              wolkvox-etl reports
              wolkvox-etl reports --search whatsapp
              wolkvox-etl reports cdr_1
              wolkvox-etl reports sales_2 --pipeline mine.yaml
              wolkvox-etl reports cdr_1 --yaml
            """))

    @Argument(help: "A report's name.")
    var name: String?

    @Option(name: .long, help: "Only reports whose name, title or columns have these words.")
    var search: String?

    @OptionGroup var own: CatalogueOptions

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Flag(name: .long, help: "Print the report as an element of `definitions:` of a pipeline file.")
    var yaml = false

    func validate() throws {
        if yaml, name == nil || json {
            throw ValidationError("--yaml prints one report: give its name, and no --json.")
        }
    }

    struct Listing: Codable {
        struct Report: Codable {
            var name: String
            var title: String
            var titleEs: String
            var grain: String
            var parameters: [String]
        }

        var formatVersion = 1
        var reports: [Report]
    }

    struct Columns: Codable {
        struct Column: Codable {
            var name: String
            var type: String
            var form: String?
            var origin: String?
            var summary: String
        }

        struct Parameter: Codable {
            var name: String
            var required: Bool
            var acceptsAll: Bool
            var values: [String]
            var `default`: String?
            var summary: String
        }

        var formatVersion = 1
        var name: String
        var title: String
        var titleEs: String
        var grain: String
        var parameters: [Parameter]
        var columns: [Column]
        var facts: [String: String]
    }

    func run() async throws {
        let context = CommandContext.current
        try await context.reportingFailures {
            let catalogue = try own.catalogue(context)
            if let name, yaml {
                context.terminal.write(
                    DefinitionYAML(try catalogue.known(name, pipeline: own.pipeline)).text)
            } else if let name {
                try show(try catalogue.known(name, pipeline: own.pipeline), context)
            } else {
                try list(try search.map { try catalogue.search($0) } ?? catalogue.reports(), context)
            }
        }
    }

    private func list(_ reports: [ReportDefinition], _ context: CommandContext) throws {
        if json {
            let entries = reports.map {
                Listing.Report(
                    name: $0.name, title: $0.title.en, titleEs: $0.title.es, grain: $0.grain.word.rawValue,
                    parameters: $0.parameters.map(\.name))
            }
            return context.terminal.json(try JSONOutput.text(Listing(reports: entries)))
        }
        var table = TextTable(["report", "rows are", "parameters", "title"], yielding: .cut(3))
        for report in reports {
            let parameters = report.parameters.map(\.name).joined(separator: ", ")
            table.add([report.name, report.grainName, parameters, report.title.en])
        }
        if table.fits(context.terminal.resultWidth) { return context.terminal.table(table) }
        // A report's parameters are shown with the report itself.
        var narrow = TextTable(["report", "rows are", "title"], yielding: .cut(2))
        for report in reports { narrow.add([report.name, report.grainName, report.title.en]) }
        context.terminal.table(narrow)
    }

    private func show(_ report: ReportDefinition, _ context: CommandContext) throws {
        let schema = try report.typedColumns()
        guard json else {
            let page = ReportPage(report: report, schema: schema)
            for line in page.lines(width: context.terminal.resultWidth) { context.terminal.line(line) }
            return
        }
        let document = Columns(
            name: report.name, title: report.title.en, titleEs: report.title.es, grain: report.grain.word.rawValue,
            parameters: report.parameters.map {
                .init(
                    name: $0.name, required: $0.isRequired, acceptsAll: $0.acceptsAll, values: $0.values,
                    default: $0.defaultValue, summary: $0.summary)
            },
            columns: schema.fields.map {
                .init(
                    name: $0.name, type: $0.type.rawValue, form: $0.origin == nil ? nil : $0.form.rawValue,
                    origin: $0.origin, summary: $0.summary)
            },
            facts: report.facts.mapValues(\.rawValue))
        context.terminal.json(try JSONOutput.text(document))
    }
}

extension Catalogue {
    /// The report called `name`, of the vendor's catalogue or of that of a `pipeline` file too.
    ///
    /// - Throws: ``Failure`` that names the nearest one, and the flag that adds a file's own reports.
    func known(_ name: String, pipeline: String? = nil) throws -> ReportDefinition {
        guard contains(name) else {
            let guess = nearestName(to: name).map { "Did you mean \($0)? " } ?? ""
            let place =
                pipeline.map { "`wolkvox-etl reports --pipeline \($0)` lists them" }
                ?? "`wolkvox-etl reports` lists them; a report that a pipeline file defines is found with --pipeline FILE"
            throw Failure(.usage, "There is no report \(name)", advice: guess + place)
        }
        return try report(named: name)
    }
}
