public import ETL

/// Extracts one report of one source through the Reports Manager API.
///
/// An answer is handed over while it arrives. When it turns out to be no good the consumer is told to begin again, and
/// the request is repeated as the source's ``RetryPolicy`` says; an answer that holds more than one call brings ends the
/// extraction with ``Extraction/tooLarge(reason:_:)``.
public struct WolkvoxExtractor: Extractor {
    /// What is asked for, the same for all sources: hundreds of them hold it once.
    private final class Question: Sendable {
        let report: ReportDefinition
        let parameters: [(name: String, value: String)]
        let label: String
        let plan: ScanPlan

        init(_ report: ReportDefinition, parameters: [(name: String, value: String)], plan: ScanPlan) {
            self.report = report
            self.parameters = parameters
            self.plan = plan
            label = parameters.map(\.value).joined(separator: ",")
        }
    }

    private let question: Question
    private let client: SourceClient

    /// The report's fields as the API sends them; totals are stamped with the window, and unknown fields gathered.
    public var schema: Schema { question.plan.schema }
    /// The values of the parameters.
    public var label: String { question.label }

    var report: ReportDefinition { question.report }
    private var parameters: [(name: String, value: String)] { question.parameters }
    private var source: SourceSettings { client.source }

    /// An extractor.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - client: asks the source.
    ///   - parameters: values of the report's parameters, by name.
    ///   - unknownFields: what happens to fields that the report's definition lacks.
    ///   - onInvalid: what happens to values that don't fit.
    /// - Throws: ``ETLError`` if a parameter is missing or unknown.
    public init(
        _ report: ReportDefinition, through client: SourceClient, parameters: [String: String] = [:],
        unknownFields: UnknownFieldPolicy = .keep, onInvalid: InvalidPolicy = .quarantine
    ) throws(ETLError) {
        try report.check(parameters)
        question = Question(
            report, parameters: report.given(parameters),
            plan: ScanPlan(report: report, unknownFields: unknownFields, onInvalid: onInvalid))
        self.client = client
    }

    /// An extractor with a client of its own.
    ///
    /// - Throws: ``ETLError`` if a parameter is missing or unknown.
    public init(
        _ report: ReportDefinition, of source: SourceSettings, parameters: [String: String] = [:],
        over transport: any HTTPTransport, unknownFields: UnknownFieldPolicy = .keep,
        onInvalid: InvalidPolicy = .quarantine, gate: any CallGate = OpenGate(), waiting: Waiting = Waiting()
    ) throws(ETLError) {
        try self.init(
            report, through: SourceClient(of: source, over: transport, gate: gate, waiting: waiting),
            parameters: parameters, unknownFields: unknownFields, onInvalid: onInvalid)
    }

    private init(_ question: Question, _ client: SourceClient) {
        self.question = question
        self.client = client
    }

    /// Another source is asked for the same; the memory for what both extractors have in common is shared.
    ///
    /// - Parameter client: asks the other source.
    /// - Returns: an extractor of the other source.
    public func asking(through client: SourceClient) -> WolkvoxExtractor { WolkvoxExtractor(question, client) }

    /// What the report's grain and the source's limits allow.
    public var limits: ExtractLimits {
        let days = min(source.limits.daysPerCall, report.daysPerCall ?? .max)
        let grain = report.windowGrain
        return ExtractLimits(grain: grain, days: grain == .total ? 1 : days)
    }

    /// The source with its limits, the report's name and the values of its parameters.
    public var identity: StageIdentity {
        var identity = StageIdentity(report.name, parameters.flatMap { [$0.name, $0.value] })
        identity.add(source.name, [source.baseURL.description, source.token.fingerprint, source.zone])
        identity.add("limits", [source.limits.rowsPerCall, source.limits.bytesPerCall].map(String.init))
        if source.ends != .inclusive { identity.add("ends", source.ends.rawValue) }
        return identity
    }

    /// Asks for a window and hands its rows over.
    public func extract(
        _ window: Window, purpose: CallPurpose, into consumer: inout some BatchConsumer
    ) async throws -> Extraction {
        var plan = question.plan
        plan.mostRows = max(source.limits.rowsPerCall, Self.farTooManyRows)
        if report.isStamped { plan.stamps = try stamps(window) }
        let call = PatientCall(
            client: client, subject: subject(window),
            target: target(window), plan: plan,
            judge: ResponseJudge(
                rowsPerCall: source.limits.rowsPerCall, canSplit: canSplit(window),
                canHalve: canSplit(window) && window.days.count > 1),
            probe: probe(window), archived: archived(window))
        return try await call.run(purpose, into: &consumer).extraction
    }

    /// What is kept of an answer, as far as it is known before it is asked for.
    private func archived(_ window: Window) -> ArchivedAnswer {
        ArchivedAnswer(
            report: report.name, source: source.name, value: label, first: window.first.compact,
            last: window.last.compact, ends: source.ends == .inclusive ? nil : source.ends,
            origin: source.baseURL.origin)
    }

    /// Twice what the API gives at most.
    private static let farTooManyRows = 120_000

    private func subject(_ window: Window) -> String {
        let values = parameters.map { " with \($0.name) \($0.value)" }.joined()
        return "\(report.name)\(values) of \(source.name), \(window)"
    }

    /// The smallest question that is a part of a window's, if there is one.
    private func probe(_ window: Window) -> (subject: String, target: String)? {
        guard canSplit(window) else { return nil }
        var last = Window(first: window.last, last: window.last)
        if case .bucket(let seconds) = limits.grain { last.first = window.last + Int64(1 - seconds) }
        return (subject(last), target(last))
    }

    private func target(_ window: Window) -> String {
        RequestTarget.report(report.name, parameters: parameters, window: window, ends: source.ends)
    }

    private func canSplit(_ window: Window) -> Bool {
        switch limits.grain {
        case .event: window.length > 1
        case .bucket(let seconds): window.length > seconds
        case .total: false
        }
    }

    private func stamps(_ window: Window) throws(ETLError) -> [(column: String, text: String)] {
        guard let zone = ZoneRules(identifier: source.zone, covering: window.days) else {
            throw ETLError(
                .configuration, scope: .token, "There is no time zone '\(source.zone)'",
                advice: "Write an IANA name such as America/Bogota as the time_zone of '\(source.name)'.")
        }
        return [
            (ReportDefinition.windowStart, zone.iso8601(window.first)),
            (ReportDefinition.windowEnd, zone.iso8601(window.last, later: true)),
        ]
    }
}

extension ReportDefinition {
    /// The parameters that a request names, of these values and the definition's own.
    func given(_ values: [String: String]) -> [(name: String, value: String)] {
        parameters.compactMap { parameter in
            (values[parameter.name] ?? parameter.defaultValue).map { (parameter.name, $0) }
        }
    }

    fileprivate func check(_ values: [String: String]) throws(ETLError) {
        for parameter in parameters
        where parameter.isRequired && (values[parameter.name] ?? parameter.defaultValue ?? "").isEmpty {
            throw ETLError(
                .configuration, scope: .report, "\(name) needs a value for '\(parameter.name)'",
                advice: parameter.acceptsAll ? "Give one, or `all`." : "Give one.")
        }
        for parameter in parameters {
            guard let value = values[parameter.name], !parameter.accepts(value) else { continue }
            throw ETLError(
                .configuration, scope: .report, "\(name) takes no '\(value)' as '\(parameter.name)'",
                advice: "It takes \(parameter.values.joined(separator: ", ")).")
        }
        let known = Set(parameters.map(\.name))
        for value in values.keys.sorted() where !known.contains(value) {
            throw ETLError(
                .configuration, scope: .report, "\(name) has no parameter '\(value)'",
                advice: known.isEmpty ? "It has none." : "It has \(known.sorted().joined(separator: ", ")).")
        }
    }
}
