internal import ByteScan
internal import ETL

/// One question to a source, asked again until it is answered or hopeless.
struct PatientCall: Sendable {
    let client: SourceClient
    /// What is asked, for people.
    let subject: String
    let target: String
    let plan: ScanPlan
    var judge = ResponseJudge()
    /// A much smaller question of the same kind, whose answer shows that the server answers at all; nil if there is none.
    var probe: (subject: String, target: String)?
    /// What an archive keeps of the answer that is used; nil if it keeps nothing.
    var archived: ArchivedAnswer?

    var source: SourceSettings { client.source }

    /// How the question was answered.
    struct Outcome: Sendable {
        var extraction: Extraction
        /// The headers of the answer that counted.
        var headers: [String: String]
    }

    /// - Throws: ``ETLError``, `CancellationError`, and what the gate or the consumer throws.
    func run(_ purpose: CallPurpose, into consumer: inout some BatchConsumer) async throws -> Outcome {
        var history = CallHistory(purpose)
        var backoff = Backoff(source.retry)
        while true {
            try Task.checkCancellation()
            let (reader, verdict) = try await attempt(
                history.purpose, into: &consumer, earlierTimeouts: history.timeouts)
            let attempt = reader.attempt
            history.note(attempt, verdict)
            let step = next(verdict, history: history, backoff: &backoff)
            let note = note(attempt, verdict: verdict, step: step, backoff: backoff)
            var record = record(history.purpose, attempt, note: note)
            if case .pause(let pause) = step { record.pause = pause }
            await client.gate.afterCall(record)
            let isToProbe = probe != nil && history.silences > 1 && !history.hasProbed
            switch step {
            case .done:
                return Outcome(extraction: .complete(history.tally), headers: reader.headers)
            case .split:
                let times = history.calls > 1 && verdict.unsoundness != nil ? ", \(history.calls) times in a row" : ""
                let reason = words(attempt, verdict) + times
                return Outcome(extraction: .tooLarge(reason: reason, history.tally), headers: reader.headers)
            case .pause(let pause):
                if reader.hasHandedOver { try await consumer.restart() }
                try await client.waiting.sleep(pause)
            case .fail where isToProbe:
                break
            case .fail:
                let scope = history.hasProbed && history.silences > 0 ? scopeOfSilence : verdict.ending.scope
                throw failure(
                    attempt, verdict, scope: scope, failures: backoff.failures, calls: history.tally.calls)
            }
            if isToProbe {
                if try await probeAnswers(&history) {
                    let reason = words(attempt, verdict) + ", and answered for a smaller window"
                    return Outcome(extraction: .tooLarge(reason: reason, history.tally), headers: [:])
                }
                let pause = backoff.pause(.failure, fraction: client.waiting.fraction())
                guard case .pause = step, let pause else {
                    throw failure(
                        attempt, verdict, scope: scopeOfSilence, failures: backoff.failures, calls: history.tally.calls)
                }
                try await client.waiting.sleep(pause)
            }
            history.purpose = .retry
        }
    }

    /// What a server ends that does not answer the smallest question. One that was never heard at all does not answer for
    /// other reports either.
    private var scopeOfSilence: ETLError.Scope { client.gate.hasHeard ? .report : .token }

    /// Makes one attempt as soon as the gate lets it; the caller tells the gate what came of it.
    ///
    /// - Throws: what the gate or the consumer throws, and `CancellationError`; the gate is told of an attempt that it has let
    ///   begin.
    func attempt(
        _ purpose: CallPurpose, into consumer: inout some BatchConsumer, earlierTimeouts: Int = 0
    ) async throws -> (reader: AnswerReader, verdict: Verdict) {
        try await client.gate.beforeCall(purpose)
        var reader = AnswerReader(plan, largestAnswer: source.limits.bytesPerCall, now: client.waiting.now)
        do {
            let verdict = try await ask(&reader, into: &consumer, earlierTimeouts: earlierTimeouts)
            return (reader, verdict)
        } catch {
            await client.gate.afterCall(record(purpose, reader.attempt, note: nil))
            throw error
        }
    }

    private func ask(
        _ reader: inout AnswerReader, into consumer: inout some BatchConsumer, earlierTimeouts: Int
    ) async throws -> Verdict {
        let call = call(target)
        let kept = try beginToKeep()
        do {
            try await client.transport.get(call) { part in
                if case .body(let bytes) = part { try kept?.append(bytes) }
                try await reader.take(part, into: &consumer)
            }
            try await reader.finish(into: &consumer)
        } catch let error as TransportError {
            reader.fail(error)
        } catch is AnswerReader.Stopped {
            // The reader has noted why.
        }
        let verdict = judge.judge(reader.attempt, earlierTimeouts: earlierTimeouts)
        if verdict.action == .rows { try await reader.handOver(into: &consumer) }
        if verdict.action == .rows || verdict.action == .none {
            try kept?.keep(
                status: reader.attempt.status ?? 0, contentType: reader.headers["content-type"], charset: reader.charset
            )
        }
        return verdict
    }

    private func beginToKeep() throws -> AnswerWriter? {
        guard let archive = client.archive, var answer = archived else { return nil }
        answer.askedAt = client.waiting.now()
        return try archive.begin(answer)
    }

    /// What a verdict leads to.
    enum Step: Equatable {
        case done
        case split
        case pause(Duration)
        case fail
    }

    private func next(_ verdict: Verdict, history: CallHistory, backoff: inout Backoff) -> Step {
        switch verdict.action {
        case .rows, .none: return .done
        case .split: return .split
        case .stop: return .fail
        case .again(let pause, let atLeast):
            let wait = backoff.pause(pause, atLeast: atLeast, fraction: client.waiting.fraction())
            if history.isSpoiled(afterLast: wait == nil) { return .split }
            return wait.map { .pause($0) } ?? .fail
        }
    }

    /// Asks the small question and notes whether anything comes back; what it is does not matter.
    private func probeAnswers(_ history: inout CallHistory) async throws -> Bool {
        guard let probe else { return false }
        history.hasProbed = true
        try await client.gate.beforeCall(.retry)
        history.tally.calls += 1
        var status: Int?
        do {
            try await client.transport.get(call(probe.target)) { part in
                guard case .head(let head) = part else { return }
                status = head.status
                throw AnswerReader.Stopped()
            }
        } catch is AnswerReader.Stopped {
            // The head is all that is wanted.
        } catch is TransportError {
            // Nothing came.
        } catch {
            await client.gate.afterCall(
                CallRecord(purpose: .retry, subject: probe.subject, status: nil, rows: 0, bytes: 0, note: nil))
            throw error
        }
        let finding =
            status.map { "answers (HTTP \($0)); asking for smaller parts of the window" } ?? "sends nothing either"
        let note = "\(probe.subject): asked whether the server answers at all; it \(finding)"
        await client.gate.afterCall(
            CallRecord(purpose: .retry, subject: probe.subject, status: status, rows: 0, bytes: 0, note: note))
        return status != nil
    }

    private func call(_ target: String) -> HTTPCall {
        HTTPCall(
            base: source.baseURL, target: target, token: source.token, timeout: source.limits.timeout,
            authorities: source.authorities, deadline: client.gate.deadline)
    }

    func record(_ purpose: CallPurpose, _ attempt: Attempt, note: String?) -> CallRecord {
        CallRecord(
            purpose: purpose, subject: subject, status: attempt.status, rows: attempt.rows, bytes: attempt.bytes,
            note: note)
    }
}

extension PatientCall {
    /// What happened, to what.
    func finding(_ attempt: Attempt, _ verdict: Verdict) -> String { "\(subject): \(words(attempt, verdict))" }

    /// What happened, for somebody who knows to what.
    func words(_ attempt: Attempt, _ verdict: Verdict) -> String {
        let words = ServerWords(token: source.token)
        var details = attempt.status.map { ["HTTP \($0)"] } ?? []
        if let code = attempt.envelope.code, code != attempt.status { details.append("code \(code)") }
        if let wait = attempt.retryAfter, .seconds(wait) > source.retry.longestWait {
            details.append("asks for a pause of \(wait) s, longer than retry.longest_wait")
        }
        if let quoted = words.quoted(attempt) { details.append(quoted) }
        let parenthesis = details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"
        return "the server \(words.cleaned(verdict.finding))\(parenthesis)"
    }

    /// What happened and what happens next; nil where all is as it should be.
    func note(_ attempt: Attempt, verdict: Verdict, step: Step, backoff: Backoff) -> String? {
        switch step {
        case .done:
            return nil
        case .split:
            return "\(finding(attempt, verdict)); asking for smaller parts of the window"
        case .pause(let pause):
            let number = "attempt \(backoff.failures + 1) of \(source.retry.attempts)"
            return "\(finding(attempt, verdict)); asking again in \(Self.seconds(pause)) (\(number))"
        case .fail:
            return "\(finding(attempt, verdict)); giving up \(verdict.ending.scope.words)"
        }
    }

    /// The error that ends the question; `scope` where that is not the verdict's.
    func failure(
        _ attempt: Attempt, _ verdict: Verdict, scope: ETLError.Scope? = nil, failures: Int = 1, calls: Int = 1
    ) -> ETLError {
        let times = failures > 1 ? ", after \(failures.counted("attempt"))" : ""
        let cause = words(attempt, verdict) + times
        return ETLError(
            verdict.ending.code, scope: scope ?? verdict.ending.scope, "\(subject): \(cause)", advice: verdict.advice,
            calls: calls, cause: cause)
    }

    private static func seconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .milliseconds(100)).rounded())
        return tenths >= 100 || tenths % 10 == 0 ? "\((tenths + 5) / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}

extension ETLError.Scope {
    fileprivate var words: String {
        switch self {
        case .window: "these days"
        case .report: "this report"
        case .token: "all that uses this token"
        case .run: "the run"
        }
    }
}
