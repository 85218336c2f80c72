/// What the server means to answer to a request for rows.
struct ReportAnswers: Sendable {
    private let catalogue: ReportCatalogue
    private let configuration: SimulatorConfiguration

    init(catalogue: ReportCatalogue, configuration: SimulatorConfiguration) {
        self.catalogue = catalogue
        self.configuration = configuration
    }

    func occasion(api: String, now: LocalMoment) -> Answer.Occasion {
        let scenario = configuration.scenario
        let isString =
            switch scenario.codeAs {
            case .number: false
            case .string: true
            case .mixed: catalogue[api]?.codeIsString ?? false
            }
        return Answer.Occasion(
            seed: configuration.seed, now: now, codeIsString: isString,
            spelling: JSONSpelling(escapesUnicode: scenario.escapesUnicode))
    }

    func answer(_ parameters: [String: String], occasion: Answer.Occasion) -> Answer {
        guard let report = catalogue[parameters["api"] ?? ""] else {
            return Answer(refusing: .unknownReport, occasion: occasion)
        }
        do {
            let request = try ReportRequest(parameters: parameters, report: report, maxDays: configuration.maxDays)
            return rows(of: report, request, occasion: occasion)
        } catch {
            return Answer(refusing: error.refusal, occasion: occasion)
        }
    }

    private func rows(of report: any Report, _ request: ReportRequest, occasion: Answer.Occasion) -> Answer {
        let ahead = Int(configuration.scenario.filterAhead.components.seconds)
        let first = LocalMoment(ordinal: request.window.lowerBound.ordinal - ahead)
        let last = min(LocalMoment(ordinal: request.window.upperBound.ordinal - ahead), occasion.now)
        guard first <= last else { return Answer(refusing: .noRows, occasion: occasion) }
        let cap = configuration.scenario.cap ?? configuration.rowCap
        let selection = report.select(
            RowQuery(window: first...last, values: request.values, cap: cap))
        guard selection.found > 0 else { return Answer(refusing: .noRows, occasion: occasion) }
        let isSilent = configuration.scenario.truncation == .silent
        let counted = selection.records ?? (isSilent ? selection.count : selection.found)
        let envelope = Envelope(code: 200, codeIsString: occasion.codeIsString, message: Envelope.found(counted))
        var shape = RowShape(fields: report.keys)
        shape.nesting = report.nesting
        return Answer(
            occasion: occasion, status: 200,
            body: .rows(.init(envelope: envelope, selection: selection, shape: shape)))
    }
}
