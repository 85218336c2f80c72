internal import ByteScan
internal import ETL

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
    func note(_ attempt: Attempt, _ verdict: Verdict, _ step: Step, _ backoff: Backoff) -> String? {
        switch step {
        case .done:
            return nil
        case .split:
            return "\(finding(attempt, verdict)); asking for smaller parts of the window"
        case .pause(let pause):
            let number = "attempt \(backoff.failures + 1) of \(source.retry.attempts)"
            return "\(finding(attempt, verdict)); asking again in \(Self.seconds(pause)) (\(number))"
        case .fail(let scope, _):
            return "\(finding(attempt, verdict)); giving up \(scope.words)"
        }
    }

    func failure(
        _ scope: ETLError.Scope, _ code: ETLError.Code, _ attempt: Attempt, _ verdict: Verdict, _ backoff: Backoff,
        calls: Int
    ) -> ETLError {
        let times = backoff.failures > 1 ? ", after \(backoff.failures) attempts" : ""
        let cause = words(attempt, verdict) + times
        return ETLError(
            code, scope: scope, "\(subject): \(cause)", advice: verdict.advice, calls: calls, cause: cause)
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
