/// What asks one source: its settings, and what calls are made with. All reports of the source share it.
public final class SourceClient: Sendable {
    /// Where calls go, and how failed ones are repeated.
    public let source: SourceSettings
    let transport: any HTTPTransport
    let gate: any CallGate
    let waiting: Waiting
    let archive: AnswerArchive?

    /// A client.
    ///
    /// - Parameters:
    ///   - source: where calls go.
    ///   - transport: carries the requests.
    ///   - gate: is asked before each request; clients of one token need one that keeps them apart.
    ///   - waiting: how time passes between attempts.
    ///   - archive: keeps each answer of a report that is used; nil if none is to be kept.
    public init(
        of source: SourceSettings, over transport: any HTTPTransport, gate: any CallGate = OpenGate(),
        waiting: Waiting = Waiting(), archive: AnswerArchive? = nil
    ) {
        self.source = source
        self.transport = transport
        self.gate = gate
        self.waiting = waiting
        self.archive = archive
    }
}
