import ArgumentParser
import ETL
import Engine
import PipelineFile
import Wolkvox

/// `reports`
struct Reports: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract: "List the catalogue of reports, or one report's columns.",
        discussion: """
            Examples:
              wolkvox-etl reports
              wolkvox-etl reports --search whatsapp
              wolkvox-etl reports cdr_1
              wolkvox-etl reports sales_2 --pipeline mine.yaml
              wolkvox-etl reports cdr_1 --yaml
            """)

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
            var origin: String?
            var summary: String
        }

        var formatVersion = 1
        var name: String
        var grain: String
        var columns: [Column]
    }

    func run() async throws {
        let context = CommandContext.current
        try await context.reportingFailures {
            let catalogue = try own.catalogue(context)
            if let name, yaml {
                context.terminal.write(DefinitionYAML(DefinitionSpec(try catalogue.known(name))).text)
            } else if let name {
                try show(try catalogue.known(name), context)
            } else {
                try list(try search.map { try catalogue.search($0) } ?? catalogue.reports(), context)
            }
        }
    }

    private func list(_ reports: [ReportDefinition], _ context: CommandContext) throws {
        if json {
            let entries = reports.map {
                Listing.Report(
                    name: $0.name, title: $0.title.en, titleEs: $0.title.es, grain: $0.grain.word,
                    parameters: $0.parameters.map(\.name))
            }
            return context.terminal.line(try JSONOutput.text(Listing(reports: entries)))
        }
        var table = TextTable(["report", "rows are", "parameters", "title"])
        for report in reports {
            let parameters = report.parameters.map(\.name).joined(separator: ", ")
            table.add([report.name, report.grain.phrase, parameters, report.title.en])
        }
        for line in table.lines { context.terminal.line(line) }
    }

    private func show(_ report: ReportDefinition, _ context: CommandContext) throws {
        let schema = try Vocabulary.columns(of: report)
        if json {
            let columns = schema.fields.map {
                Columns.Column(name: $0.name, type: $0.type.rawValue, origin: $0.origin, summary: $0.summary)
            }
            let document = Columns(name: report.name, grain: report.grain.word, columns: columns)
            return context.terminal.line(try JSONOutput.text(document))
        }
        context.terminal.line("\(report.name): \(report.title.en) (\(report.title.es))")
        context.terminal.line("rows are \(report.grain.phrase)")
        for parameter in report.parameters {
            let needed = parameter.isRequired ? "required" : "optional"
            context.terminal.line(
                "parameter \(parameter.name), \(needed)\(parameter.acceptsAll ? ", takes `all`" : ""): \(parameter.summary)"
            )
        }
        context.terminal.line()
        var table = TextTable(["column", "type", "meaning"])
        for field in schema.fields { table.add([field.name, field.type.rawValue, field.summary]) }
        for line in table.lines { context.terminal.line(line) }
    }
}

extension Catalogue {
    /// The report called `name`.
    ///
    /// - Throws: ``Failure`` that names the nearest one.
    func known(_ name: String) throws -> ReportDefinition {
        guard contains(name) else {
            let advice = nearestName(to: name).map { "Did you mean \($0)? " } ?? ""
            throw Failure(.usage, "There is no report \(name)", advice: advice + "`wolkvox-etl reports` lists them")
        }
        return try report(named: name)
    }
}

extension ExtractLimits.Grain {
    /// One word for it.
    var word: String {
        switch self {
        case .event: "event"
        case .total: "total"
        case .bucket: "bucket"
        }
    }

    /// What rows are, for people.
    var phrase: String {
        switch self {
        case .event: "events"
        case .total: "totals of a day"
        case .bucket(let seconds): "totals of \(seconds / 60) minutes"
        }
    }
}
