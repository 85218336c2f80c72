internal import ByteScan
internal import ETL

/// The one table from an answer to an action.
///
/// The HTTP status decides where it is no success, else the code of the body; for 403 the wording decides. The codes
/// and wordings are those of the vendor's page of response codes; that 404 means "no rows" was observed by third
/// parties.
struct ResponseJudge: Sendable {
    /// Rows from which on an answer is taken to be cut off.
    var rowsPerCall: Int
    /// Whether it makes sense to ask for parts of the window.
    var canSplit: Bool

    /// What an attempt resolves to, of a window at which `earlierTimeouts` attempts took too long before.
    func judge(_ attempt: Attempt, earlierTimeouts: Int = 0) -> Verdict {
        switch attempt.ending {
        case .failed(let error): failed(error, earlierTimeouts)
        case .tooManyBytes: .tooLarge("sent more bytes than one call may bring")
        case .whole, .unsound: answered(attempt, earlierTimeouts)
        }
    }

    private func failed(_ error: TransportError, _ earlierTimeouts: Int) -> Verdict {
        switch error.kind {
        case .unreachable: .unreachable(error.detail)
        case .untrusted: .untrusted(error.detail)
        case .tooLarge: .tooLarge("sent an answer that decompresses to more than is allowed")
        case .timedOut where canSplit && earlierTimeouts > 0: .tooSlow
        case .timedOut: .broken("gave no whole answer in time", error.detail)
        case .cut: .broken("broke off its answer", error.detail)
        case .malformed: .broken("sent what is no HTTP answer", error.detail)
        }
    }

    private func answered(_ attempt: Attempt, _ earlierTimeouts: Int) -> Verdict {
        switch attempt.code ?? 0 {
        case 200..<300: success(attempt)
        case 300..<400: .redirect
        case 400: .refusedRequest
        case 401: .refusedToken
        case 403: forbidden(attempt)
        case 404 where attempt.isPage: .page
        case 404 where attempt.rows > 0: .broken("sent rows and said that there are none", nil)
        case 404: .noRows
        case 405, 412, 417: .refusedRequest
        case 408: .broken("gave up waiting for the request", nil)
        case 416: .tooLarge("said that the range is too large")
        case 429: .busy(attempt.wait)
        case 504 where canSplit && earlierTimeouts > 0: .tooSlow
        case 500..<600: .serverError(attempt.wait)
        default: .unknownCode
        }
    }

    private func success(_ attempt: Attempt) -> Verdict {
        if case .unsound(let error) = attempt.ending {
            return attempt.isPage ? .page : .broken("sent an answer that is broken", error.description)
        }
        let envelope = attempt.envelope
        if envelope.code == nil, envelope.error != nil { return .unknownCode }
        if envelope.data == .other { return .broken("sent an answer whose data is no list of rows", nil) }
        // Whether the server counts nested rows or the records that hold them is not known: the larger number of rows is
        // held against it only where a smaller window can be asked for, and its own count may be either.
        let counted = canSplit ? attempt.rows : attempt.records ?? attempt.rows
        if counted >= rowsPerCall {
            return .tooLarge("sent \(counted) rows, where \(rowsPerCall) are the most of one call")
        }
        if let announced = envelope.announcedRows, announced != attempt.rows, announced != attempt.records,
            envelope.data != .object
        {
            let finding = "announced \(announced) rows and sent \(attempt.rows)"
            return canSplit ? .tooLarge(finding) : .broken(finding, nil)
        }
        return attempt.rows == 0 ? .noRows : .rows
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
