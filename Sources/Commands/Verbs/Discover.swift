import ArgumentParser
import ETL
import PipelineFile
import Wolkvox

/// `discover`
struct Discover: Verb {
    static let configuration = CommandConfiguration(
        verb: "discover",
        abstract: "Ask once for a report that the catalogue lacks, and print a definition to put into a pipeline file.",
        discussion: """
            Types are guessed from all rows of the day; a comment says where they leave a doubt. No value is printed.
            Of the pipeline file only `sources` is read: it need not have anything else yet.

            Examples:
              wolkvox-etl discover mine.yaml --report sales_2 --day yesterday
              wolkvox-etl discover mine.yaml --report sales_2 --day 2026-10-01 --with queue=all
            """)

    @Argument(help: "A pipeline file whose source is asked.")
    var pipeline: String

    @Option(name: .long, help: "The report's name, as `api=` has it.")
    var report: String

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("The day to ask for: 2026-10-01, today, yesterday or -3d.", valueName: "day"))
    var day: DayExpression

    @Option(name: .long, help: ArgumentHelp("The source to ask, if there are several.", valueName: "name"))
    var source: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A parameter; may be given several times.", valueName: "name=value"))
    var with: [ParameterFlag] = []

    @OptionGroup var state: StateOptions

    func validate() throws {
        guard ReportName.isValid(report) else {
            throw ValidationError(
                "--report \(report): a report's name has small letters, digits and '_', a letter first.")
        }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let spec = try PipelineLoading(context: context).sources(pipeline)
        let assembly = JobAssembly(
            context: context, spec: spec, file: pipeline,
            scope: RunScope(sources: source.map { [$0] } ?? [], days: DayRequest(of: day)))
        let sources = try assembly.sources()
        guard let (source, settings) = sources.first, sources.count == 1 else {
            throw Failure(
                .usage, "\(pipeline) has several sources",
                advice: "Choose one with --source: \(sources.map(\.spec.name).joined(separator: ", "))")
        }
        let day = try assembly.days(of: source).upperBound
        let limits = try await assembly.limits(of: sources, state) { context.terminal.errorLine($0) }
        let gate = limits.lanes().lane(for: settings.token)
        let (survey, extraction) = try await limits.keeping {
            try await withHTTPTransport(.of(sources.map(\.settings), in: context)) { transport in
                try await ask(day, through: SourceClient(of: settings, over: transport, gate: gate))
            }
        }
        guard survey.fields.rows > 0 else {
            throw Failure(
                .data, "\(report) of \(settings.name) has no rows on \(day) to learn from",
                advice: "Ask for a busier day, or check the report's name and parameters")
        }
        let parameters = with.map { Parameter($0.name, isRequired: true, acceptsAll: $0.value == "all") }
        let proposal = Proposal(report, parameters: parameters, from: survey)
        let remarks =
            [
                "\(report) of \(settings.name), \(day): \(survey.fields.rows.counted("row")).",
                "It goes under `definitions:` of a pipeline file.",
            ] + doubts(survey, of: extraction)
        return VerbOutcome(
            output: .file(
                DefinitionYAML(proposal.definition, notes: proposal.notes).text, below: remarks.map { "# \($0)" }))
    }

    /// A total is asked for in one call that covers exactly one day, whatever the rows are.
    private func ask(_ day: Day, through client: SourceClient) async throws -> (RowSurvey, Extraction) {
        let unknown = ReportDefinition(
            name: report, title: .init(en: report, es: report), grain: .total,
            parameters: with.map { Parameter($0.name, isRequired: true, acceptsAll: true) }, fields: [])
        let extractor = try WolkvoxExtractor(
            unknown, through: client, parameters: Dictionary(with.map { ($0.name, $0.value) }) { $1 })
        var survey = RowSurvey(window: Window(day))
        let extraction = try await extractor.extract(Window(day), into: &survey)
        return (survey, extraction)
    }

    /// What the proposal doesn't take into account.
    private func doubts(_ survey: RowSurvey, of extraction: Extraction) -> [String] {
        var doubts: [String] = []
        if case .tooLarge(let reason, _) = extraction {
            doubts.append("The answer was cut off (\(reason)); what came of it is all that was looked at.")
        }
        if survey.unsound > 0 {
            let unsound = survey.unsound.choosing("row is not an object, or has", "rows are not objects, or have")
            doubts.append("\(survey.unsound.grouped) more \(unsound) a key twice.")
        }
        if Catalogue.vendor.contains(report) {
            doubts.append("The catalogue has a report of this name, whose place this would take.")
        }
        return doubts
    }
}

/// A report's parameter, written `name=value`.
struct ParameterFlag: ExpressibleByArgument, Sendable {
    let name: String
    let value: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, ReportName.isValid(parts[0]) else { return nil }
        (name, value) = (parts[0], parts[1])
    }
}
