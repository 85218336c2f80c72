internal import ByteScan
package import ETL

/// Asks a source single questions, each with exactly one request, and tells how the server answers.
package struct SourceProbe: Sendable {
    private let client: SourceClient

    /// A probe of the source that a client asks.
    package init(_ client: SourceClient) { self.client = client }

    /// Asks for a report once.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - parameters: values of its parameters, by name.
    ///   - window: what the request names as `date_ini` and `date_end`, as it is.
    ///   - consumer: takes the rows.
    /// - Returns: what the answer shows.
    /// - Throws: `CancellationError`, and what the gate or the consumer throws.
    package func ask(
        _ report: ReportDefinition, parameters: [String: String], _ window: Window,
        into consumer: inout some BatchConsumer
    ) async throws -> ProbedAnswer {
        let call = PatientCall(
            client: client, subject: "\(report.name) of \(client.source.name)",
            target: RequestTarget.report(report.name, parameters: report.given(parameters), window: window),
            plan: ScanPlan(report: report, unknownFields: .drop, onInvalid: .quarantine))
        return try await ask(call, into: &consumer)
    }

    /// Asks for the facts of the token once.
    ///
    /// - Returns: what the answer shows, and the facts; nil where it has none.
    /// - Throws: `CancellationError`, and what the gate throws.
    package func tokenInformation() async throws -> (answer: ProbedAnswer, information: SourceInformation?) {
        var row = FirstRow()
        var answer = try await ask(SourceInformation.call(client), into: &row)
        guard answer.failure == nil else { return (answer, nil) }
        do {
            return (answer, try SourceInformation(row, of: client.source, serverTime: answer.serverTime))
        } catch {
            answer.outcome = .failed(error)
            return (answer, nil)
        }
    }

    private func ask(_ call: PatientCall, into consumer: inout some BatchConsumer) async throws -> ProbedAnswer {
        let (reader, verdict) = try await call.attempt(.first, into: &consumer)
        await client.gate.afterCall(call.record(.first, reader.attempt, note: nil))
        let (attempt, envelope) = (reader.attempt, reader.attempt.envelope)
        let outcome: ProbedAnswer.Outcome =
            switch verdict.action {
            case .rows: .rows
            case .none: .empty(ProbedAnswer.EmptyShape(attempt))
            case .stop, .again, .split: .failed(call.failure(attempt, verdict))
            }
        let words = ServerWords(token: client.source.token)
        return ProbedAnswer(
            outcome: outcome, rows: attempt.rows, version: reader.version,
            isCompressed: reader.headers["content-encoding"]?.contains("gzip") == true,
            serverTime: HTTPDate.seconds(reader.headers["date"]), code: envelope.code,
            isCodeText: envelope.isCodeText, message: envelope.message.map { words.cleaned($0) },
            announcedRows: envelope.announcedRows)
    }
}
