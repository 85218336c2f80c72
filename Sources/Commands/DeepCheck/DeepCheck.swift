import ETL
import PipelineFile
import Wolkvox

/// Asks a real server what the vendor's documents leave open, and says what follows: `check --deep`.
struct DeepCheck {
    /// The most calls of one interview.
    static let mostCalls = 15

    let context: CommandContext
    let assembly: JobAssembly
    let state: StateOptions
    /// Whether nobody is asked before the calls are made.
    let isConfirmed: Bool

    func run() async throws -> VerbOutcome {
        let sources = try assembly.sources()
        guard let (source, settings) = sources.first, sources.count == 1 else {
            throw Failure(
                .usage, "check --deep asks one source, and \(assembly.file) has several",
                advice: "Choose one with --source: \(sources.map(\.spec.name).joined(separator: ", "))")
        }
        let (reports, unknown) = try askedReports(of: source)
        let limits = try await assembly.limits(of: sources, state) { context.terminal.errorLine($0) }
        return try await limits.keeping {
            try await ask(source, settings: settings, reports: reports, unknown: unknown, limits: limits)
        }
    }

    private func ask(
        _ source: SourceSpec, settings: SourceSettings, reports: [AskedReport], unknown: [DeepFinding],
        limits: TokenLimits
    ) async throws -> VerbOutcome {
        let left = try limits.callsLeft()[source.name]
        let most = min(Self.calls(for: reports), left ?? .max)
        guard most > 0 else {
            throw Failure(
                .tryLater, "calls_per_day leaves no call to \(source.name) for today",
                advice: "Run again tomorrow, or raise calls_per_day")
        }
        try confirm(most, to: source.name, left: left)
        let allowance = CallAllowance(most, then: limits.lanes().lane(for: settings.token))
        let today = Day(number: Int32(context.now() / 86_400))
        let zone = try assembly.rules(of: source, covering: today.advanced(by: -8)...today.advanced(by: 2))
        return try await withHTTPTransport(.of([settings], in: context)) { transport in
            let client = SourceClient(of: settings, over: transport, gate: allowance)
            let interview = Interview(
                source, reports, zone: zone, mostDays: settings.limits.daysPerCall, through: SourceProbe(client),
                now: context.now)
            let isSpent = try await begin(interview, allowance)
            let (findings, lacking) = try await answers(interview)
            let document = DeepDocument(
                calls: allowance.calls, mostCalls: most, settings: Self.settings(findings + unknown, of: source),
                findings: findings + unknown)
            let ending = DeepEnding(
                file: "\(assembly.file)", stopped: interview.stopped, message: interview.lastWords,
                lacking: isSpent && lacking.isEmpty ? ["any question"] : lacking)
            return VerbOutcome(document, failure: ending.failure(document))
        }
    }

    /// The most calls that all questions take together.
    static func calls(for reports: [AskedReport]) -> Int {
        min(mostCalls, 1 + DeepQuestions.all.map { $0.calls(for: reports) }.reduce(0, +))
    }

    /// The reports that one call each can ask for, and findings about those that none can.
    private func askedReports(of source: SourceSpec) throws -> (reports: [AskedReport], unknown: [DeepFinding]) {
        var (reports, unknown): ([AskedReport], [DeepFinding]) = ([], [])
        for report in try assembly.reports() {
            let definition = try assembly.definition(of: report, from: source)
            let all = Set(definition.parameters.filter(\.acceptsAll).map(\.name))
            guard report.parameters.allSatisfy({ $0.list == nil || all.contains($0.name) }) else {
                unknown.append(
                    .notSeen("selects", of: report.name, "its values are those of a list, one call for each"))
                continue
            }
            let sets = AskedParameters(report, of: definition).sets
            reports.append(AskedReport(definition: definition, parameters: sets.first ?? [:]))
        }
        return (reports, unknown)
    }

    /// Says how many calls there will be, and asks whether that is right.
    private func confirm(_ most: Int, to source: String, left: Int?) throws {
        let calls = "check --deep makes at most \(most.counted("call")) to \(source)"
        let rest = left.map { ", of \($0.grouped) that calls_per_day leaves for today" } ?? ""
        if isConfirmed { return context.terminal.errorLine(calls + rest) }
        guard context.terminal.isAsking else {
            throw Failure(
                .usage, "\(calls)\(rest), and nobody is here to confirm them",
                advice: "Run it on a terminal, or add --yes to make the calls without being asked")
        }
        context.terminal.writeError("\(calls)\(rest). Make them? [y/N]: ")
        let answer = context.terminal.ask()?.lowercased() ?? ""
        guard ["y", "yes"].contains(answer.split(separator: " ").joined()) else {
            throw Failure(.usage, "Not confirmed: no call was made", advice: "Answer y, or add --yes")
        }
    }

    /// Asks about the token, which must be accepted, and makes no more calls than the server has left.
    ///
    /// - Returns: whether the server has none left.
    private func begin(_ interview: Interview, _ allowance: CallAllowance) async throws -> Bool {
        do {
            guard let left = try await interview.tokenInformation().callsLeft else { return false }
            allowance.limit(toFurther: left)
            return left <= 0
        } catch let error as Unasked {
            throw interview.stopped ?? interview.answers.last?.failure
                ?? ETLError(.source, error.reason, advice: "Run `check` without --deep")
        }
    }

    /// What was found out, and which of the questions that matter most lacked a call.
    private func answers(_ interview: Interview) async throws -> (findings: [DeepFinding], lacking: [String]) {
        var (findings, lacking): ([DeepFinding], [String]) = ([], [])
        for question in DeepQuestions.all {
            do {
                findings += try await question.ask(interview)
            } catch let error as Unasked {
                findings.append(.notSeen(question.name, error.reason))
                if error.isForLackOfCalls && DeepEnding.essential.contains(question.name) {
                    lacking.append(question.name)
                }
            }
        }
        return (findings, lacking)
    }

    /// The keys that have to be set, as they stand in the file together: those for reports in one mapping, with the ones
    /// that are there already.
    static func settings(_ findings: [DeepFinding], of source: SourceSpec) -> [String] {
        var (lines, selects): ([String], [String: SelectingTime]) = ([], [:])
        for finding in findings where finding.needsAction {
            if let (report, time) = finding.selects {
                selects[report] = time
            } else if let key = finding.key, !lines.contains(key) {
                lines.append(key)
            }
        }
        if !selects.isEmpty {
            let all = source.selects.merging(selects) { $1 }.sorted { $0.key < $1.key }
            lines.append("selects: { \(all.map { "\($0.key): \($0.value)" }.joined(separator: ", ")) }")
        }
        return lines
    }
}
