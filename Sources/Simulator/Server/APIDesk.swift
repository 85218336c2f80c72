import Hummingbird
import NIOCore

/// Takes a request of the API from its arrival to the answer that goes out.
struct APIDesk: Sendable {
    private let configuration: SimulatorConfiguration
    private let clock: ServerClock
    private let log: RequestLog
    private let ledger: TokenLedger
    private let tokens: TokenGate
    private let rules: RuleBook
    private let reports: ReportAnswers
    private let information: InformationAnswers

    init(configuration: SimulatorConfiguration, catalogue: ReportCatalogue, log: RequestLog) {
        let scenario = configuration.scenario
        self.configuration = configuration
        self.log = log
        clock = catalogue.clock
        tokens = TokenGate(accepted: configuration.tokens, seed: configuration.seed)
        let callsPerDay = scenario.callsPerDay ?? configuration.callsPerDay
        ledger = TokenLedger(callsPerDay: callsPerDay, atOnce: scenario.simultaneous)
        rules = RuleBook(rules: scenario.rules)
        reports = ReportAnswers(catalogue: catalogue, configuration: configuration)
        information = InformationAnswers(
            ledger: ledger, callsPerDay: callsPerDay, operation: Operation(seed: configuration.seed))
    }

    func respond(to request: Request, parameters: [String: String], context: ServerContext) async throws -> Response {
        // A client that hangs up is gone, and its request no longer under way.
        try? await context.channel.setOption(.allowRemoteHalfClosure, value: false).get()
        let token = request.headers[.wolkvoxToken].flatMap { $0.isEmpty ? nil : $0 }
        let key = tokens.key(of: token)
        let date = configuration.now()
        let now = clock.local(date)
        let (flight, underWay) = ledger.start(token: key)
        context.channel.closeFuture.whenComplete { _ in flight.end() }
        let file = request.uri.path.split(separator: "/").last.map(String.init) ?? ""
        let api = parameters["api"] ?? ""
        let others = parameters.filter { !["api", "date_ini", "date_end"].contains($0.key) }
        let place = log.add(
            RequestLog.Entry(
                at: date, path: file, api: api, dateIni: parameters["date_ini"],
                dateEnd: parameters["date_end"], parameters: others, token: token.map { _ in tokens.fingerprint(key) },
                underWay: underWay))

        let delivery = AnswerDelivery(
            channel: context.channel, flight: flight, log: log, place: place, onServed: configuration.onServed)
        let occasion = reports.occasion(api: api, now: now, call: place)
        if let refusal = gate(request, token: token, key: key, underWay: underWay, now: now) {
            return try await delivery.send(Answer(refusing: refusal, occasion: occasion))
        }
        let isInformation = file == "information.php"
        var answer =
            isInformation
            ? information.answer(parameters, token: key, occasion: occasion)
            : reports.answer(parameters, occasion: occasion)
        let isMeantEmpty = !isInformation && answer.rowCount == 0 && [200, 404].contains(answer.status)
        let faults = rules.faults(
            for: RuleCondition.Call(
                api: api, window: ReportRequest.window(parameters), now: now, rows: answer.rowCount))
        for fault in faults { fault.apply(&answer) }
        settle(&answer, of: request, isMeantEmpty: isMeantEmpty, token: key, on: now.day)
        log.update(place) { $0.faults = faults.map(\.name) }
        return try await delivery.send(answer)
    }

    /// What is left to the server's habits: compression, and what a call costs that finds nothing.
    private func settle(
        _ answer: inout Answer, of request: Request, isMeantEmpty: Bool, token: UInt64, on day: LocalDay
    ) {
        let habits = configuration.scenario.habits
        if habits.compresses, request.headers[.acceptEncoding]?.contains("gzip") == true {
            answer.compress()
        }
        if isMeantEmpty, !habits.emptyCounts { ledger.giveBack(token: token, on: day) }
    }

    private func gate(
        _ request: Request, token: String?, key: UInt64, underWay: Int, now: LocalMoment
    ) -> Refusal? {
        guard request.method == .get else { return .wrongMethod }
        guard let token else { return .missingToken }
        if let refusal = tokens.refusal(of: token) { return refusal }
        return ledger.spend(token: key, underWay: underWay, on: now.day)
    }
}
