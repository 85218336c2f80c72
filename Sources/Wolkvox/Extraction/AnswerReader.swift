internal import ByteScan
internal import ETL
internal import NIOCore

/// Reads one answer as it arrives and hands its rows over in batches; keeps one batch and the bytes behind it, however
/// long the answer is.
struct AnswerReader {
    /// Ends a transfer of which nothing more is wanted; the reason stands in ``attempt``.
    struct Stopped: Error {}

    /// What is known so far.
    private(set) var attempt = Attempt()
    /// The head's headers.
    private(set) var headers: [String: String] = [:]
    /// The version of the protocol, where it is known.
    private(set) var version: String?
    /// Whether the consumer has rows of this answer.
    private(set) var hasHandedOver = false

    /// Bytes of the answer that are held.
    var heldBytes: Int { batch.bytes.count }

    private var scanner: EnvelopeScanner
    /// Stands before the scanner where data are nested.
    private var flattener: AnswerFlattener?
    private var batch: RecordBatch
    private(set) var charset = AnswerCharset.utf8
    private let plan: ScanPlan
    private let largestAnswer: Int
    /// Seconds since 1970-01-01T00:00:00Z, for answers that don't say when they were given.
    private let now: @Sendable () -> Int64

    init(_ plan: ScanPlan, largestAnswer: Int, now: @escaping @Sendable () -> Int64) {
        self.plan = plan
        self.largestAnswer = largestAnswer
        self.now = now
        scanner = EnvelopeScanner(envelope: .wolkvox, keys: plan.keys)
        flattener = plan.flatten.map { AnswerFlattener($0) }
        batch = plan.makeBatch()
    }

    /// Takes the next part of the answer.
    mutating func take(_ part: HTTPPart, into consumer: inout some BatchConsumer) async throws {
        switch part {
        case .head(let head):
            attempt.status = head.status
            attempt.retryAfter = head.secondsToWait(now: now)
            headers = head.headers
            version = head.version
            charset = AnswerCharset(contentType: head.headers["content-type"])
        case .body(let buffer):
            attempt.bytes += buffer.readableBytes
            if attempt.opening.count < 512 { attempt.opening += buffer.readableBytesView.prefix(512) }
            guard attempt.bytes <= largestAnswer else {
                attempt.ending = .tooManyBytes
                throw Stopped()
            }
            var rest = buffer
            while rest.readableBytes > 0, let piece = rest.readSlice(length: min(rest.readableBytes, plan.batchBytes)) {
                switch charset {
                case .utf8: try append(piece.readableBytesView)
                case .windows1252: try append(AnswerCharset.decode(piece.readableBytesView))
                }
                try await scan(isFinal: false, into: &consumer)
            }
        }
    }

    /// The answer has ended: reads what is left, but keeps the last rows back until ``handOver(into:)``.
    mutating func finish(into consumer: inout some BatchConsumer) async throws {
        flattener?.finish(into: &batch.bytes)
        try await scan(isFinal: true, into: &consumer)
    }

    /// The transfer ended badly.
    mutating func fail(_ error: TransportError) {
        attempt.ending = .failed(error)
    }

    private mutating func scan(isFinal: Bool, into consumer: inout some BatchConsumer) async throws {
        while true {
            let progress: EnvelopeScanner.Progress
            do {
                progress = try read(isFinal: isFinal)
            } catch {
                attempt.ending = .unsound(error)
                throw Stopped()
            }
            attempt.rows = scanner.rowsScanned
            attempt.envelope = scanner.envelope
            noteNesting()
            try stopAtTooManyRows()
            switch progress {
            case .rowsFull:
                try await handOver(into: &consumer)
            case .needsMore:
                if batch.bytes.count >= plan.batchBytes { try await handOver(into: &consumer) }
                return
            case .complete:
                return
            }
        }
    }

    /// Rows without end would fill the memory of the writers behind, and nothing would be gained by reading them.
    private mutating func stopAtTooManyRows() throws {
        guard flattener == nil, attempt.status == 200, attempt.envelope.code ?? 200 == 200,
            attempt.rows > plan.mostRows
        else { return }
        attempt.ending = .tooManyRows
        throw Stopped()
    }

    private mutating func append(_ bytes: some Sequence<UInt8>) throws {
        guard flattener != nil else { return batch.bytes.append(contentsOf: bytes) }
        do {
            try flattener?.take(bytes, into: &batch.bytes)
        } catch {
            attempt.ending = .unsound(error)
            throw Stopped()
        }
    }

    private mutating func noteNesting() {
        guard let flattener else { return }
        attempt.records = flattener.records
        if flattener.dataIsObject { attempt.envelope.rows = .object }
    }

    private mutating func read(isFinal: Bool) throws(JSONScanError) -> EnvelopeScanner.Progress {
        // A second reference, gone when this returns: the bytes are not copied.
        let bytes = batch.bytes
        return try scanner.scan(bytes.span, isFinal: isFinal, into: &batch.rows)
    }

    /// Hands over the rows that are held: in the end, the last ones.
    mutating func handOver(into consumer: inout some BatchConsumer) async throws {
        guard batch.count > 0 else { return dropConsumed() }
        let tail = Array(batch.bytes[scanner.consumed...])
        if attempt.status == 200 {
            batch.settle(unknownFields: plan.unknownFields)
            stamp()
            hasHandedOver = true
            try await consumer.consume(&batch)
        }
        // The consumer may have put another batch in the place of this one.
        if batch.rows.table.columnCount >= plan.columns.count, batch.onInvalid == plan.onInvalid {
            batch.removeAll(schema: plan.schema, columns: plan.columns)
        } else {
            batch = plan.makeBatch()
        }
        batch.bytes.removeAll(keepingCapacity: true)
        batch.bytes.append(contentsOf: tail)
        scanner.didDropConsumed()
    }

    /// Drops bytes that are done with and that belong to no row, such as blanks behind the answer.
    private mutating func dropConsumed() {
        guard scanner.consumed > 0 else { return }
        batch.bytes.removeFirst(scanner.consumed)
        scanner.didDropConsumed()
    }

    private mutating func stamp() {
        for (name, text) in plan.stamps {
            guard let field = plan.schema.index(of: name) else { continue }
            let cell = batch.addText(Array(text.utf8))
            for row in 0..<batch.count { batch[field, row] = cell }
        }
    }
}

extension HTTPHead {
    /// Seconds that the server asks to wait, in `Retry-After`: a number, or a date by the server's own clock.
    func secondsToWait(now: () -> Int64) -> Int? {
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Int(text) { return max(0, seconds) }
        guard let date = HTTPDate.seconds(text) else { return nil }
        return Int(max(0, date - (HTTPDate.seconds(headers["date"]) ?? now())))
    }
}
