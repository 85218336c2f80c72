public import ETL

/// Stands before every request: keeps a token's requests apart, counts them, stops when they are spent, tells what
/// became of them.
public protocol CallGate: Sendable {
    /// Called before a request; waits until it may be made.
    ///
    /// - Throws: to forbid the request, which ends the extraction with the same error.
    func beforeCall(_ purpose: CallPurpose) async throws
    /// Called once after every request that was let through, however it ended.
    func afterCall(_ record: CallRecord) async
    /// Whether the server has answered any request of the token, as far as the gate knows.
    var hasHeard: Bool { get }
    /// Until when a request may go on that was let through; nil where nothing ends it.
    var deadline: CallDeadline? { get }
}

extension CallGate {
    /// A gate that does not keep count takes the server to be there.
    public var hasHeard: Bool { true }
    /// Nothing ends a request that was let through.
    public var deadline: CallDeadline? { nil }
}

/// What became of one request.
public struct CallRecord: Sendable {
    /// Why it was made.
    public var purpose: CallPurpose
    /// What it asked for, for people: report, source and window.
    public var subject: String
    /// The HTTP status; nil if there was no answer.
    public var status: Int?
    /// Rows received.
    public var rows: Int
    /// Bytes received.
    public var bytes: Int
    /// What happened and what happens next, for people; nil where nothing is out of the ordinary.
    public var note: String?
    /// How long it takes until the same is asked again; nil if it isn't, or nobody knows yet.
    public var pause: Duration?

    /// A record.
    public init(
        purpose: CallPurpose, subject: String, status: Int?, rows: Int, bytes: Int, note: String?,
        pause: Duration? = nil
    ) {
        self.purpose = purpose
        self.subject = subject
        self.status = status
        self.rows = rows
        self.bytes = bytes
        self.note = note
        self.pause = pause
    }
}

/// Lets every request through.
public struct OpenGate: CallGate {
    /// An open gate.
    public init() {}
    /// Does nothing.
    public func beforeCall(_ purpose: CallPurpose) async throws {}
    /// Does nothing.
    public func afterCall(_ record: CallRecord) async {}
}
