/// What the server means to answer to a request for rows.
struct ReportAnswers: Sendable {
    let catalogue: ReportCatalogue
    let configuration: SimulatorConfiguration

    func occasion(api: String, now: LocalMoment, call: Int = 0) -> Answer.Occasion {
        let scenario = configuration.scenario
        let isString =
            switch scenario.codeAs {
            case .number: false
            case .string: true
            case .mixed: catalogue[api]?.codeIsString ?? false
            }
        return Answer.Occasion(
            seed: configuration.seed, now: now, call: call, codeIsString: isString,
            spelling: JSONSpelling(escapesUnicode: scenario.escapesUnicode))
    }

    func answer(_ parameters: [String: String], occasion: Answer.Occasion) -> Answer {
        guard let report = catalogue[parameters["api"] ?? ""] else {
            return Answer(refusing: .unknownReport, occasion: occasion)
        }
        do {
            let request = try ReportRequest(
                parameters: parameters, report: report, maxDays: configuration.maxDays,
                ends: configuration.scenario.habits.ends)
            return rows(of: report, request, occasion: occasion)
        } catch {
            return Answer(refusing: error, occasion: occasion)
        }
    }

    private func rows(of report: any Report, _ request: ReportRequest, occasion: Answer.Occasion) -> Answer {
        let habits = configuration.scenario.habits
        let ahead = Int(configuration.scenario.filterAhead.components.seconds)
        let first = LocalMoment(ordinal: request.window.lowerBound.ordinal - ahead)
        let last = min(LocalMoment(ordinal: request.window.upperBound.ordinal - ahead), occasion.now)
        guard first <= last else { return empty(occasion) }
        let cap = configuration.scenario.cap ?? configuration.rowCap
        let selection = report.select(
            RowQuery(window: first...last, values: request.values, cap: cap, now: occasion.now))
        guard selection.found > 0 else { return empty(occasion) }
        let isSilent = configuration.scenario.truncation == .silent
        let counted = selection.records ?? (isSilent ? selection.count : selection.found)
        let envelope = AnswerEnvelope(code: 200, codeIsString: occasion.codeIsString, message: habits.found(counted))
        var shape = RowShape(fields: report.keys)
        shape.nesting = report.nesting
        if habits.costs == .comma { shape.commaFields = Set(report.costFields) }
        var body = Answer.RowsBody(envelope: envelope, selection: selection, shape: shape)
        body.order = habits.order
        return Answer(occasion: occasion, status: 200, body: .rows(body))
    }

    /// The answer for a window without rows.
    private func empty(_ occasion: Answer.Occasion) -> Answer {
        var answer = Answer(refusing: .noRows, occasion: occasion)
        configuration.scenario.habits.emptyAs.apply(to: &answer)
        return answer
    }
}
