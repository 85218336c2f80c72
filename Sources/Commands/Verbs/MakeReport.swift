import ArgumentParser
import Disk
import ETL

/// `report`
struct MakeReport: Verb {
    static let configuration = CommandConfiguration(
        verb: "report",
        abstract: "Write one HTML page: what is there, what runs came to, and what to do.",
        discussion: """
            The page needs nothing but itself: it has no script and loads nothing. With a pipeline file it shows the days
            that the file is to bring, from the first that is there; with a folder, what lies in it.

            Examples:
              wolkvox-etl report pipelines/nightly.yaml
              wolkvox-etl report output/lake --to coverage.html --language es --days 365
            """)

    /// Where the page goes by default, in the target.
    static let name = "_report.html"

    @Argument(help: "A pipeline file, or the folder or s3://bucket/prefix that it writes to.")
    var place: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where the page goes: a file, or - for stdout. Default: _report.html in the target.", valueName: "file"))
    var to: String?

    @Option(name: .long, help: "The language of the page: en or es.")
    var language: PageLanguage = .en

    @Option(name: .long, help: ArgumentHelp("That many days, up to the last.", valueName: "n"))
    var days = 90

    func validate() throws {
        if !(1...3660).contains(days) { throw ValidationError("--days goes from 1 to 3660.") }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let target = try Target(place, context)
        let page = try await CoveragePage(of: target, days: days, language: language)
        let html = try page.html()
        var warnings = page.coverage.history.warnings
        if page.coverage.days.isEmpty { warnings.append(CommandContext.withoutDays(place)) }
        if to == "-" { return VerbOutcome(output: .file(html), warnings: warnings) }
        if let to {
            try Files.replace(context.absolute(to), by: Array(html.utf8))
        } else {
            try await target.lake.writeFile(Self.name, Array(html.utf8))
        }
        return VerbOutcome(output: .lines([to ?? "\(target.lakeName)/\(Self.name)"]), warnings: warnings)
    }
}
