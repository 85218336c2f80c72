internal import ByteScan
internal import ETL

/// The one table from an answer to an action.
///
/// The HTTP status decides where it is no success, else the code of the body; for 403 the wording decides. The codes
/// and wordings are those of the vendor's page of response codes; that 404 means "no rows" was observed by third
/// parties.
struct ResponseJudge: Sendable {
    /// Rows from which on an answer is taken to be cut off.
    var rowsPerCall = Int.max
    /// Whether it makes sense to ask for parts of the window.
    var canSplit = false
    /// Whether it makes sense to ask for parts of the window where only one of its days may be at fault.
    var canHalve = false

    /// What an attempt resolves to, of a window at which `earlierTimeouts` attempts took too long before.
    func judge(_ attempt: Attempt, earlierTimeouts: Int = 0) -> Verdict {
        var verdict =
            switch attempt.ending {
            case .failed(let error): failed(attempt, error: error, earlierTimeouts: earlierTimeouts)
            case .tooManyBytes: Verdict.tooLarge("sent more bytes than one call may bring")
            case .tooManyRows:
                Verdict.tooLarge(
                    "sent more than \((attempt.rows - 1).counted("row")), where \(rowsPerCall.grouped) are the most of one call"
                )
            case .whole, .unsound: answered(attempt, earlierTimeouts)
            }
        if canHalve, verdict.action == .again(.failure) { verdict.unsoundness = unsoundness(attempt, verdict) }
        return verdict
    }

    /// The way in which an answer is unsound. One that never began, and one that says that the server is away, is not: a
    /// smaller window would not help.
    private func unsoundness(_ attempt: Attempt, _ verdict: Verdict) -> String? {
        switch (attempt.ending, attempt.status) {
        case _ where attempt.tookTooLong: nil
        case (_, nil), (_, 408), (_, 503): nil
        case (.unsound(let error), let status?): "\(status) \(error.code.rawValue)"
        case (.failed(let error), let status?): "\(status) \(error.kind.rawValue)"
        case (_, let status?): "\(status) \(attempt.code ?? 0) \(verdict.finding)"
        }
    }

    private func failed(_ attempt: Attempt, error: TransportError, earlierTimeouts: Int) -> Verdict {
        switch error.kind {
        case .unreachable: .unreachable(error)
        case .proxy: .unreachable(error, "could not be reached through the proxy")
        case .untrusted: .hopeless(error, "could not prove who it is")
        case .mismatched: .hopeless(error, "does not speak the protocol of the endpoint")
        case .tooLarge: .tooLarge("sent an answer that decompresses to more than is allowed")
        // Without a byte nobody knows whether the window is to blame.
        case .timedOut where attempt.isSilent: .silent(error.detail)
        case .timedOut where canSplit && earlierTimeouts > 0: .tooSlow
        case .timedOut: .broken("gave no whole answer in time", detail: error.detail)
        case .cut where attempt.isSilent:
            .broken("closed the connection without an answer", detail: nil, advice: error.advice)
        case .cut: .broken("broke off its answer", detail: error.detail)
        case .malformed: .broken("sent an answer that is not HTTP", detail: error.detail)
        }
    }

    private func answered(_ attempt: Attempt, _ earlierTimeouts: Int) -> Verdict {
        guard attempt.isTheAPIs else { return foreign(attempt, earlierTimeouts) }
        switch attempt.code ?? 0 {
        case 200: return success(attempt)
        case 400: return .refusedRequest
        case 401: return .refusedToken
        case 403: return forbidden(attempt)
        case 404 where attempt.rows > 0: return .broken("sent rows and said that there are none", detail: nil)
        case 404 where attempt.message.contains("DOES NOT EXIST"): return .refusedRequest
        case 404: return .noRows
        case 405, 412, 417: return .refusedRequest
        case 408: return .broken("gave up waiting for the request", detail: nil)
        case 416: return .tooLarge("said that the range is too large")
        case 429: return .busy(attempt.wait)
        case 504 where canSplit && earlierTimeouts > 0: return .tooSlow
        case 500..<600: return .serverError(attempt.wait)
        default: return .unknownCode
        }
    }

    /// What an answer resolves to that something else than the API gave: it is never taken for rows or for their absence.
    private func foreign(_ attempt: Attempt, _ earlierTimeouts: Int) -> Verdict {
        switch attempt.status ?? 0 {
        case 300, 301, 302, 303, 307, 308: return .redirect
        case 403: return .shutOut(attempt.wait)
        case 408: return .broken("gave up waiting for the request", detail: nil)
        case 416: return .tooLarge("said that the range is too large")
        case 429: return .throttled(attempt.wait)
        case 504 where canSplit && earlierTimeouts > 0: return .tooSlow
        case 500..<600: return .serverError(attempt.wait)
        case _ where attempt.isPage: return .page
        case 200:
            if case .unsound(let error) = attempt.ending {
                return .broken("sent an answer that is broken", detail: error.description)
            }
            return .foreign("sent JSON without a code")
        case 206: return .foreign("sent a part of an answer")
        default: return .foreign("sent an answer that is not the API's")
        }
    }

    private func success(_ attempt: Attempt) -> Verdict {
        let envelope = attempt.envelope
        if envelope.rows == .other { return .broken("sent an answer whose data is not a list of rows", detail: nil) }
        // Whether the server counts nested rows or the records that hold them is not known: the larger number of rows is
        // held against it only where a smaller window can be asked for, and its own count may be either.
        let counted = canSplit ? attempt.rows : attempt.records ?? attempt.rows
        if counted >= rowsPerCall {
            return .tooLarge(
                "sent \(counted) \(counted.choosing("row", "rows")), where \(rowsPerCall) "
                    + "\(rowsPerCall.choosing("is", "are")) the most of one call")
        }
        if let announced = envelope.announcedRows, announced != attempt.rows, announced != attempt.records,
            envelope.rows != .object || attempt.rows == 0
        {
            let finding = "announced \(announced) \(announced.choosing("row", "rows")) and sent \(attempt.rows)"
            return canSplit ? .tooLarge(finding) : .broken(finding, detail: nil)
        }
        guard envelope.saysNoError || attempt.rows > 0 && envelope.announcedRows != nil else {
            return .broken("reported an error in an answer that says it succeeded", detail: nil)
        }
        if attempt.rows > 0 { return .rows }
        if envelope.promisesRows { return .broken("promised rows and sent none", detail: nil) }
        if envelope.rows == .missing, envelope.hasUnknownContents || !envelope.saysNothingWasFound {
            return .broken("sent an answer without data", detail: nil)
        }
        return .noRows
    }

    private func forbidden(_ attempt: Attempt) -> Verdict {
        let message = attempt.message
        if message.contains("SIMULTANEOUS") { return .busy(attempt.wait) }
        if message.contains("LIMIT EXCEEDED") { return .spent }
        if message.contains("VALIDATE TOKEN") || message.contains("WOLKVOX-TOKEN") { return .refusedToken }
        return .maintenance(attempt.wait)
    }
}

extension Attempt {
    fileprivate var wait: Duration { .seconds(retryAfter ?? 0) }
}
