internal import ETL

/// One question to a source, asked again until it is answered or hopeless.
struct PatientCall: Sendable {
    let source: SourceSettings
    /// What is asked, for people.
    let subject: String
    let target: String
    let plan: ScanPlan
    let judge: ResponseJudge
    let tools: CallTools

    /// How the question was answered.
    struct Outcome: Sendable {
        var extraction: Extraction
        /// The headers of the answer that counted.
        var headers: [String: String]
    }

    /// - Throws: ``ETLError``, `CancellationError`, and what the gate or the consumer throws.
    func run(_ purpose: CallPurpose, into consumer: inout some BatchConsumer) async throws -> Outcome {
        var purpose = purpose
        var backoff = Backoff(source.retry)
        var timeouts = 0
        var tally = ExtractTally()
        while true {
            try Task.checkCancellation()
            try await tools.gate.beforeCall(purpose)
            tally.calls += 1
            var reader = AnswerReader(plan, largestAnswer: source.limits.bytesPerCall)
            let verdict: Verdict
            do {
                verdict = try await ask(&reader, &consumer, timeouts)
            } catch {
                await tools.gate.afterCall(record(purpose, reader.attempt, note: nil))
                throw error
            }
            let attempt = reader.attempt
            tally.rows = attempt.rows
            tally.bytes += attempt.bytes
            let step = next(verdict, &backoff)
            await tools.gate.afterCall(record(purpose, attempt, note: note(attempt, verdict, step, backoff)))
            switch step {
            case .done:
                return Outcome(extraction: .complete(tally), headers: reader.headers)
            case .split:
                return Outcome(
                    extraction: .tooLarge(reason: words(attempt, verdict), tally), headers: reader.headers)
            case .pause(let pause):
                if attempt.tookTooLong { timeouts += 1 }
                if reader.hasHandedOver { try await consumer.restart() }
                try await tools.waiting.sleep(pause)
                purpose = .retry
            case .fail(let scope, let code):
                throw failure(scope, code, attempt, verdict, backoff, calls: tally.calls)
            }
        }
    }

    private func ask(
        _ reader: inout AnswerReader, _ consumer: inout some BatchConsumer, _ timeouts: Int
    ) async throws -> Verdict {
        let call = HTTPCall(
            base: source.baseURL, target: target, token: source.token, timeout: source.limits.timeout)
        do {
            try await tools.transport.get(call) { part in try await reader.take(part, into: &consumer) }
            try await reader.finish(into: &consumer)
        } catch let error as TransportError {
            reader.fail(error)
        } catch is AnswerReader.Stopped {
            // The reader has noted why.
        }
        let verdict = judge.judge(reader.attempt, earlierTimeouts: timeouts)
        if verdict.action == .rows { try await reader.handOverRest(into: &consumer) }
        return verdict
    }

    /// What a verdict leads to.
    enum Step: Equatable {
        case done
        case split
        case pause(Duration)
        case fail(ETLError.Scope, ETLError.Code)
    }

    private func next(_ verdict: Verdict, _ backoff: inout Backoff) -> Step {
        switch verdict.action {
        case .rows, .none:
            return .done
        case .split:
            return .split
        case .stop(let scope, let code):
            return .fail(scope, code)
        case .again(let pause, let atLeast):
            let wait = backoff.pause(pause, atLeast: atLeast, fraction: tools.waiting.fraction())
            return wait.map { .pause($0) } ?? .fail(verdict.failure.scope, verdict.failure.code)
        }
    }

    private func record(_ purpose: CallPurpose, _ attempt: Attempt, note: String?) -> CallRecord {
        CallRecord(
            purpose: purpose, subject: subject, status: attempt.status, rows: attempt.rows, bytes: attempt.bytes,
            note: note)
    }
}

/// What calls are made with.
struct CallTools: Sendable {
    var transport: any HTTPTransport
    var gate: any CallGate
    var waiting: Waiting
}
