internal import ByteScan
internal import Crypto
internal import Disk
public import ETL
internal import NIOCore

/// Reads the rows of a report from the answers that an archive has kept: no request is made.
public struct ArchiveExtractor: Extractor {
    private let inner: WolkvoxExtractor
    private let source: SourceSettings
    private let answers: ArchivedReport
    private let pieces: [ArchivedReport.Piece]
    /// Whether other extractors are asked where this one has no answer.
    private let hasOthers: Bool

    /// An extractor.
    ///
    /// - Parameters:
    ///   - inner: what the report would be asked for with; it is not asked.
    ///   - source: the source's settings; its token and address do not matter.
    ///   - answers: the report's answers.
    ///   - hasOthers: whether extractors of other values are asked where this one's value was not.
    public init(
        _ inner: WolkvoxExtractor, source: SourceSettings, answers: ArchivedReport, hasOthers: Bool = false
    ) {
        self.inner = inner
        self.source = source
        self.answers = answers
        self.hasOthers = hasOthers
        pieces = answers.pieces(of: inner.label)
    }

    /// The report's fields as the API sends them.
    public var schema: Schema { inner.schema }
    /// The values of the parameters.
    public var label: String { inner.label }
    /// What is asked for; where answers came from is part of it.
    public var identity: StageIdentity {
        var identity = StageIdentity("archive", label)
        identity.add(inner.identity)
        return identity
    }

    /// What the report's grain allows; windows begin where pieces and gaps do.
    public var limits: ExtractLimits {
        var limits = inner.limits
        if case .event = limits.grain {
            limits.edges = Set(pieces.flatMap { [$0.window.first, $0.window.last + 1] }).sorted()
        }
        return limits
    }

    /// The window of the answer that counts for a window.
    public func reach(of window: Window) -> Window { piece(over: window)?.answer.window ?? window }

    /// Reads the rows of a window from the answer that counts for it.
    ///
    /// - Throws: ``ETLError`` that names what is missing or damaged.
    public func extract(
        _ window: Window, purpose: CallPurpose, into consumer: inout some BatchConsumer
    ) async throws -> Extraction {
        guard let piece = piece(over: window) else { throw missing(window) }
        let client = SourceClient(of: source, over: ArchivedAnswerTransport(piece), waiting: Waiting(sleep: { _ in }))
        let extraction = try await inner.asking(through: client).extract(window, purpose: purpose, into: &consumer)
        guard case .complete(var tally) = extraction else { return extraction }
        tally.calls = 0
        return .complete(tally)
    }

    /// Totals, and rows that belong to the day that was asked for, hold for exactly the window of their answer.
    private func piece(over window: Window) -> ArchivedReport.Piece? {
        guard let piece = pieces.last(where: { $0.window.first <= window.first }), window.last <= piece.window.last
        else { return nil }
        let isWhole = inner.report.rowDay == .window || inner.limits.grain == .total
        return isWhole && piece.answer.window != window ? nil : piece
    }

    private func missing(_ window: Window) -> ETLError {
        let what = "\(inner.report.name)\(label.isEmpty ? "" : " with \(label)") of \(source.name)"
        var gaps = IntervalSet([window])
        for piece in pieces { gaps.remove(piece.window) }
        let stretches = (gaps.isEmpty ? [window] : gaps.windows).map(\.description).joined(separator: ", ")
        let unusable = answers.flaws.filter { flaw in
            let parts = flaw.name.split(separator: "-").map(String.init)
            guard parts.count > 1, let asked = ArchivedAnswer.window(from: parts[0], to: parts[1]) else { return true }
            return asked.intersection(window) != nil
        }.map { "; \($0.name) does not count: \($0.reason)" }.joined()
        return ETLError(
            hasOthers ? .configuration : .data, scope: hasOthers ? .report : .window,
            "\(what): the archive has no answer for \(stretches)\(unusable)",
            advice: "Extract the day with `run`, or replay the days that the archive covers")
    }
}

/// Hands over the answer of a piece as a server would.
struct ArchivedAnswerTransport: HTTPTransport {
    private let piece: ArchivedReport.Piece
    private static let pieceBytes = 256 << 10

    init(_ piece: ArchivedReport.Piece) { self.piece = piece }

    func get(_ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void) async throws {
        let answer = piece.answer
        var hash = SHA256()
        var length = 0
        do {
            let file = try OpenFile(piece.path, .read, errors: AnswerArchive.errors)
            let size = try file.size()
            let inflater = try GzipInflater()
            let headers = answer.contentType.map { ["content-type": $0] } ?? [:]
            try await receive(.head(HTTPHead(status: answer.status, headers: headers)))
            for start in stride(from: 0, to: size, by: Self.pieceBytes) {
                inflater.take(try file.read(at: start, count: Self.pieceBytes))
                while let bytes = try inflater.next() {
                    unsafe bytes.withUnsafeReadableBytes { unsafe hash.update(bufferPointer: $0) }
                    length += bytes.readableBytes
                    guard length <= answer.bytes else { throw flaw("it has more bytes than were kept") }
                    try await receive(.body(bytes))
                }
            }
            try inflater.finish()
        } catch let error as TransportError {
            throw flaw("\(error)")
        }
        guard length == answer.bytes, hash.finalize().hexadecimal == answer.sha256 else {
            throw flaw("its bytes are not those that were kept")
        }
    }

    private func flaw(_ reason: String) -> ETLError {
        ETLError(
            .data, scope: .window, "\(piece.path) is damaged: \(reason)",
            advice: "Extract the day with `run`, or replay the days that the archive covers")
    }
}
