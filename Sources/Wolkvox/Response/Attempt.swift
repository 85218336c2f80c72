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

    /// What the body says it is, or what HTTP says where that is no success.
    var code: Int? {
        guard let status else { return nil }
        guard (200..<300).contains(status) else { return status }
        guard ending == .whole, let code = envelope.code, code != 0 else { return status }
        return code
    }

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
