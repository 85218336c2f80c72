import ArgumentParser
import ETL
import Engine
import Wolkvox

/// `check`
struct Check: Verb {
    static let configuration = CommandConfiguration(
        verb: "check",
        abstract:
            "Make one cheap call per source, and one for its newest rows: is the token accepted, what is left of today's"
            + " calls, do clock and zone fit?",
        discussion: """
            The newest rows of the first report that has times are compared with the server's clock: a row from the future
            shows that time_zone is wrong. Old rows show nothing, for there may have been no newer ones.

            --deep asks a server what the vendor's documents leave open, with 15 calls at most: is date_end inclusive, by
            which time do reports select, how are values written. Each answer says whether a key has to be set. No value
            of a row is shown, so the findings may be published.

            Examples:
              wolkvox-etl check pipelines/nightly.yaml
              wolkvox-etl check pipelines/nightly.yaml --deep
              wolkvox-etl check pipelines/nightly.yaml --deep --source bogota --yes --json
            """)

    @Argument(help: "The pipeline file.")
    var pipeline: String

    @Option(name: .long, help: ArgumentHelp("Only this source; may be given several times.", valueName: "name"))
    var source: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("With --deep: only this report; may be given several times.", valueName: "name")
    )
    var report: [String] = []

    @Flag(name: .long, help: "Ask the server what the vendor's documents leave open, with 15 calls at most.")
    var deep = false

    @Flag(name: .long, help: "With --deep: make the calls without asking first.")
    var yes = false

    @OptionGroup var state: StateOptions

    @Flag(name: .long, help: "Print the findings as JSON.")
    var json = false

    func validate() throws {
        if !deep, yes || !report.isEmpty { throw ValidationError("--yes and --report belong to --deep.") }
    }

    struct Finding: Codable {
        var source: String
        var accepted: Bool
        var token: String?
        var callsPerDay: Int?
        var callsToday: Int?
        var callsLeft: Int?
        var clockDifferenceSeconds: Int64?
        var localTime: String
        var timeZone: String
        /// What the newest row shows of the zone; null where there was none.
        var newestRow: NewestRow?
        var error: String?
    }

    struct Document: Codable, VerbResult {
        var formatVersion = 1
        var sources: [Finding]

        func lines(width: Int?) -> [String] { sources.map(\.sentence) }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let assembly = try context.assembly(of: pipeline, scope: RunScope(reports: report, sources: source))
        if deep {
            return try await DeepCheck(context: context, assembly: assembly, state: state, isConfirmed: yes).run()
        }
        var findings: [Finding] = []
        var failures: [ETLError] = []
        let sources = try assembly.sources()
        let limits = try await assembly.limits(of: sources, state) { context.terminal.errorLine($0) }
        let lanes = limits.lanes()
        try await limits.keeping {
            try await withHTTPTransport(.of(sources.map(\.settings), in: context)) { transport in
                for (source, settings) in sources {
                    let client = SourceClient(of: settings, over: transport, gate: lanes.lane(for: settings.token))
                    var (finding, failure) = await check(client, context)
                    if failure == nil {
                        let now = context.now() + (finding.clockDifferenceSeconds ?? 0)
                        finding.newestRow = await NewestRow.find(for: source, in: assembly, now: now, through: client)
                        failure = finding.newestRow?.mistake(settings)
                        finding.error = failure?.message
                    }
                    limits.release(settings.token.fingerprint)
                    findings.append(finding)
                    if let failure { failures.append(failure) }
                }
            }
        }
        let status = ProcessStatus(RunStatus(failures: failures.map(\.code), hasCommitted: false))
        return VerbOutcome(
            Document(sources: findings),
            failure: failures.leading(status).map { Failure(status, $0.message, advice: $0.shownAdvice) })
    }

    private func check(_ client: SourceClient, _ context: CommandContext) async -> (Finding, ETLError?) {
        let settings = client.source
        let now = context.now()
        let today = Day(number: Int32(now / 86_400))
        let zone = ZoneRules(identifier: settings.zone, covering: today...today)
        var finding = Finding(
            source: settings.name, accepted: false,
            localTime: zone.map { $0.localTime(atInstant: now).description } ?? "",
            timeZone: settings.zone)
        do {
            let information = try await SourceInformation.of(client)
            finding.accepted = true
            finding.token = information.tokenName
            finding.callsPerDay = information.callsPerDay
            finding.callsToday = information.callsTodayOfAllTokens ?? information.callsToday
            finding.callsLeft = information.callsLeft
            finding.clockDifferenceSeconds = information.clockDifference(now: now)
            return (finding, nil)
        } catch let error as ETLError {
            finding.error = error.message
            return (finding, error)
        } catch {
            finding.error = "interrupted"
            return (finding, ETLError(.source, "The check of \(settings.name) was interrupted", advice: "Run it again"))
        }
    }
}

extension Check.Finding {
    /// What was found, for people.
    fileprivate var sentence: String {
        guard accepted else { return "\(source): \(error ?? "not checked")" }
        var parts = ["\(source): token accepted"]
        if let left = callsLeft { parts.append("\(left.counted("call")) left today") }
        if let difference = clockDifferenceSeconds {
            let direction = difference > 0 ? "ahead of" : "behind"
            parts.append(
                abs(difference) <= 5
                    ? "clocks agree" : "the server's clock is \(abs(difference)) s \(direction) this one")
        }
        parts.append("in \(timeZone) it is \(localTime)")
        parts.append(newestRow?.sentence ?? "no row shows whether that is the server's zone")
        return parts.joined(separator: ", ")
    }
}
