internal import ByteScan

/// What is known of one request when it has ended.
struct Attempt: Sendable, Equatable {
    /// How the answer ended.
    enum Ending: Sendable, Equatable {
        /// It came whole and is the API's envelope.
        case whole
        /// It came whole, or not, and is no sound envelope.
        case unsound(JSONScanError)
        /// It has more bytes than one call may bring.
        case tooManyBytes
        /// It has far more rows than one call may bring, and was not read to its end.
        case tooManyRows
        /// It did not come whole.
        case failed(TransportError)
    }

    /// The HTTP status; nil if there was none.
    var status: Int?
    /// Seconds that the server asks to wait, from `Retry-After`.
    var retryAfter: Int?
    /// What stands around the rows.
    var envelope = Envelope()
    /// Rows received.
    var rows = 0
    /// Records that nested rows came in; nil where each row is a record of its own.
    var records: Int?
    /// Bytes received.
    var bytes = 0
    /// The body's beginning, for telling a page for people from an answer.
    var opening: [UInt8] = []
    /// How it ended.
    var ending = Ending.whole

    /// The code of the body under HTTP 200, else the HTTP status.
    var code: Int? {
        guard status == 200, ending == .whole, let code = envelope.code, code != 0 else { return status }
        return code
    }

    /// Whether the answer comes from the API, and not from a gateway, a portal or another program at that address: a JSON
    /// object with `code`, or under HTTP 404 with both `error` and `msg`. Of the statuses of success the API uses 200 alone.
    var isTheAPIs: Bool {
        guard ending == .whole, let status, status == 200 || !(200..<300).contains(status) else { return false }
        return envelope.code != nil || (status == 404 && envelope.error != nil && envelope.message != nil)
    }

    /// Whether nothing came, not even a status.
    var isSilent: Bool { status == nil }

    /// Whether the server, or a gateway in front of it, took too long.
    var tookTooLong: Bool {
        if case .failed(let error) = ending { return error.kind == .timedOut }
        return code == 504
    }

    /// Whether the body is a page for people.
    var isPage: Bool {
        opening.first { $0 != 0x20 && !(0x09...0x0D).contains($0) && ![0xEF, 0xBB, 0xBF].contains($0) } == 0x3C
    }

    /// What the server said, in capital letters, for looking up known wordings.
    var message: String { [envelope.error, envelope.message].compactMap { $0 }.joined(separator: " ").uppercased() }
}
