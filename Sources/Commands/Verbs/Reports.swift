import ArgumentParser
import ETL
import PipelineFile
import Transforms
import Wolkvox

/// `reports`
struct Reports: Verb {
    static let configuration = CommandConfiguration(
        verb: "reports",
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

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let catalogue = try own.catalogue(context)
        guard let name else {
            return VerbOutcome(ReportList(reports: try search.map { try catalogue.search($0) } ?? catalogue.reports()))
        }
        let report = try catalogue.known(name, pipeline: own.pipeline)
        if yaml { return VerbOutcome(output: .file(DefinitionYAML(report).text)) }
        return VerbOutcome(ReportPage(report: report, schema: try report.typedColumns()))
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
