import ETL
import PipelineFile
import Wolkvox

/// A report as `check --deep` asks for it.
struct AskedReport {
    let definition: ReportDefinition
    let parameters: [String: String]

    var name: String { definition.name }

    /// Whether its rows carry a time that windows are about, to the second.
    var isOfEvents: Bool {
        definition.grain == .event && definition.eventTime.map(definition.selectableFields.contains) == true
    }

    /// Whether its rows carry a day, and no time to the second.
    var isOfDays: Bool { definition.grain == .event && definition.eventTime != nil && !isOfEvents }
}

/// What came of a request for rows.
struct Reply {
    let report: AskedReport
    /// What was asked for, both ends named as they are.
    let window: Window
    let answer: ProbedAnswer
    let rows: RowEvidence

    /// The times of the rows that have one, in their order.
    var times: [LocalTime] { rows.times(of: report.definition.eventTime ?? "") }
}

/// Asks one source for the questions of `check --deep`, which share what it answers. No two calls are made at once.
final class Interview {
    let source: SourceSpec
    let reports: [AskedReport]
    let zone: ZoneRules
    let mostDays: Int
    /// Every answer so far, that of the token among them.
    private(set) var answers: [ProbedAnswer] = []
    /// The answers to requests for rows.
    private(set) var reportAnswers: [ProbedAnswer] = []
    /// By report and field, how values are written in all answers so far.
    private(set) var written: [String: (report: String, field: String, values: WrittenValues)] = [:]
    /// What ended the interview early; nil if nothing has.
    private(set) var stopped: ETLError?
    /// What the calls so far have come to, for the count of the day's calls.
    private(set) var tally: [CallKind] = []
    /// What the source says about the token, each time that it was asked.
    private(set) var uses: [(after: Int, information: SourceInformation)] = []

    /// What a call was, where it matters what it costs.
    enum CallKind { case token, rows, empty, failed }

    private let probe: SourceProbe
    private let now: () -> Int64
    private var knownSample: Result<Sample, Unasked>?
    private var knownReplies: [String: Result<Reply, Unasked>] = [:]

    init(
        _ source: SourceSpec, _ reports: [AskedReport], zone: ZoneRules, mostDays: Int, through probe: SourceProbe,
        now: @escaping () -> Int64
    ) {
        self.source = source
        self.reports = reports
        self.zone = zone
        self.mostDays = mostDays
        self.probe = probe
        self.now = now
    }

    /// Reports whose rows have times, those first that the program believes to be selected by them.
    var eventReports: [AskedReport] {
        let all = reports.filter(\.isOfEvents)
        return all.filter { $0.definition.rowDay == .own } + all.filter { $0.definition.rowDay == .window }
    }

    /// What the server said in the answer that ended the interview; nil if it ended otherwise, or has not.
    var lastWords: String? {
        guard let stopped, let last = answers.last, last.failure == stopped else { return nil }
        return last.message
    }

    /// The server's clock by the last answer, else this machine's.
    var serverTime: Int64 { answers.last?.serverTime ?? now() }

    /// Asks about the token.
    ///
    /// - Throws: ``Unasked``.
    @discardableResult
    func tokenInformation() async throws -> SourceInformation {
        var found: SourceInformation?
        try await call(.token) {
            let (answer, information) = try await probe.tokenInformation()
            found = information
            return answer
        }
        guard let found else { throw Unasked(reason: "no answer said anything of the token") }
        uses.append((tally.count, found))
        return found
    }

    /// Asks for a report once.
    ///
    /// - Throws: ``Unasked``.
    func ask(_ report: AskedReport, _ window: Window) async throws -> Reply {
        var rows = RowEvidence(of: report.definition)
        let answer = try await call(.rows) {
            try await probe.ask(report.definition, parameters: report.parameters, window, into: &rows)
        }
        for (field, values) in rows.written {
            written["\(report.name) \(field)", default: (report.name, field, WrittenValues(values.kind, values.form))]
                .values.add(values)
        }
        return Reply(report: report, window: window, answer: answer, rows: rows)
    }

    /// A sample of the newest rows; it is asked for once.
    ///
    /// - Throws: ``Unasked`` if no report has rows.
    func sample() async throws -> Sample {
        if let knownSample { return try knownSample.get() }
        let sample = try await Result.ofAsking { try await Sample.find(in: self) }
        knownSample = sample
        return try sample.get()
    }

    /// A report's rows of the sample's busiest hours; each report is asked for once.
    ///
    /// - Throws: ``Unasked``.
    func busyHours(of report: AskedReport) async throws -> Reply {
        if let known = knownReplies[report.name] { return try known.get() }
        let reply = try await Result.ofAsking { try await ask(report, try await sample().busiest) }
        knownReplies[report.name] = reply
        return try reply.get()
    }

    @discardableResult
    private func call(_ kind: CallKind, _ make: () async throws -> ProbedAnswer) async throws -> ProbedAnswer {
        if stopped != nil { throw Unasked(reason: "the calls before showed that no more are of use") }
        let answer: ProbedAnswer
        do {
            answer = try await make()
        } catch is CallAllowance.Spent {
            throw Unasked(reason: "no call was left for it", isForLackOfCalls: true)
        } catch let error as ETLError {
            stopped = error
            throw Unasked(reason: error.code.shortWords)
        }
        answers.append(answer)
        if kind != .token { reportAnswers.append(answer) }
        switch answer.outcome {
        case .rows: tally.append(kind)
        case .empty: tally.append(.empty)
        case .failed(let error):
            tally.append(.failed)
            if error.scope == .token || error.scope == .run { stopped = error }
            throw Unasked(reason: error.code.shortWords)
        }
        return answer
    }
}

extension Result where Failure == Unasked {
    /// What came of asking, to be remembered: an interview that ends otherwise has no use for it.
    fileprivate static func ofAsking(_ ask: () async throws -> Success) async throws -> Self {
        do { return .success(try await ask()) } catch let error as Unasked { return .failure(error) }
    }
}

extension ETLError.Code {
    /// What became of a call, without a word of the server's.
    var shortWords: String {
        switch self {
        case .configuration: "the server refused the request"
        case .token: "the server refused the token"
        case .tryLater: "the day's calls are spent, or the token is in use"
        case .files: "the count of calls could not be kept"
        case .source, .data: "no answer came that could be used"
        }
    }
}
