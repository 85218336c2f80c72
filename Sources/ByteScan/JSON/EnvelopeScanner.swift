/// Reads an answer, a JSON object with rows under one key and remarks under others, as its bytes arrive, and hands the
/// rows over as cells. ``EnvelopeKeys`` names the keys.
///
/// The scanner keeps no bytes: the caller holds them in one buffer, adds what arrives, scans, and drops what was
/// consumed. A row that the buffer does not hold whole is read again from its start when more has come, so results and
/// error offsets do not depend on how the answer was cut into pieces.
public struct EnvelopeScanner: Sendable {
    /// Why ``scan(_:isFinal:into:)`` came back.
    public enum Progress: Sendable, Equatable {
        /// All that is whole was read; more bytes are needed.
        case needsMore
        /// The rows are full: take them, clear them and call again.
        case rowsFull
        /// The answer is whole.
        case complete
    }

    private enum State {
        case start, firstKey, key, value(EnvelopeKeys.Role), element(first: Bool), afterElement, afterValue, end
        /// Before the next key of rows that are an object whose keys are numbers.
        case number
    }

    /// What the envelope says; complete when ``scan(_:isFinal:into:)`` returned ``Progress/complete``.
    public private(set) var envelope = Envelope()
    /// Rows handed over so far.
    public private(set) var rowsScanned = 0
    /// Bytes of the current buffer that are done with.
    public private(set) var consumed = 0

    private var state = State.start
    /// Whether the rows are an object whose keys number its elements, as PHP writes a list with holes.
    private var isNumbered = false
    private var seen: Set<String> = []
    /// Bytes of the answer before the current buffer.
    private var bufferOffset = 0
    /// Buffered bytes below which a value known to be cut isn't worth another try.
    private var retryAt = 0
    private var rowScanner: RowScanner
    private let names: EnvelopeKeys
    private let limits: ScanLimits

    /// A scanner of answers whose envelope has the given names, for rows with the given keys in the order in which rows
    /// are expected to have them.
    public init(envelope names: EnvelopeKeys, keys: [String], limits: ScanLimits = ScanLimits()) {
        self.names = names
        rowScanner = RowScanner(keys: keys, limits: limits)
        self.limits = limits
    }

    /// Tells the scanner that the caller has dropped the consumed bytes: the buffer starts behind them.
    public mutating func didDropConsumed() {
        bufferOffset += consumed
        retryAt = max(0, retryAt - consumed)
        consumed = 0
    }

    /// Reads on from ``consumed``.
    ///
    /// - Parameters:
    ///   - bytes: the buffer, from the same start as at the last call.
    ///   - isFinal: whether the answer has ended.
    ///   - rows: what the rows are added to.
    /// - Returns: why it came back.
    /// - Throws: what is wrong, with its offset in the whole answer.
    public mutating func scan(
        _ bytes: Span<UInt8>, isFinal: Bool, into rows: inout ScannedRows
    ) throws(JSONScanError) -> Progress {
        if !isFinal, bytes.count < retryAt { return .needsMore }
        do throws(ScanStop) {
            while true {
                if rows.isFull, mayAddRow { return .rowsFull }
                if try step(bytes, isFinal: isFinal, into: &rows) { return .complete }
                retryAt = 0
            }
        } catch {
            switch error {
            case .broken(let code, let at):
                throw JSONScanError(code, at: bufferOffset + at)
            case .needMore where isFinal:
                throw JSONScanError(.unexpectedEnd, at: bufferOffset + bytes.count)
            case .needMore:
                // Reading a long row again for each small piece would take quadratic time: wait for a quarter more.
                retryAt = bytes.count + (bytes.count - consumed) / 4
                return .needsMore
            }
        }
    }

    private var mayAddRow: Bool {
        switch state {
        case .element, .value(.rows): true
        default: false
        }
    }

    private var isAtEnd: Bool {
        if case .end = state { true } else { false }
    }

    /// Reads one unit: a mark, a key, a value, or as many elements as follow one another closely. Returns true at the
    /// end of the answer.
    private mutating func step(
        _ bytes: Span<UInt8>, isFinal: Bool, into rows: inout ScannedRows
    ) throws(ScanStop) -> Bool {
        var outcome: Result<Bool, ScanStop> = .success(false)
        rowScanner.learn()
        let keys = rowScanner.keys
        keys.withGuide { guide in
            rows.withSink { sink, rows in
                unsafe bytes.withUnsafeBufferPointer { buffer in
                    guard let base = buffer.baseAddress else {
                        outcome = .failure(.needMore)
                        return
                    }
                    // Blanks behind the answer are no value: all of them are looked at, however many.
                    let bound = isAtEnd ? buffer.count : bound(of: buffer.count)
                    var cursor = unsafe Cursor(base: base, limit: bound, position: consumed)
                    do throws(ScanStop) {
                        let done = try read(
                            &cursor, isFinal: isFinal, count: buffer.count, guide: guide, sink: sink, into: &rows)
                        consumed = cursor.position
                        outcome = .success(done)
                    } catch .needMore where cursor.limit < buffer.count {
                        outcome = .failure(.broken(.tooLong, at: consumed))
                    } catch {
                        outcome = .failure(error)
                    }
                }
            }
        }
        return try outcome.get()
    }

    /// How far the unit that begins behind what is consumed may reach.
    private func bound(of count: Int) -> Int { min(count, consumed &+ limits.elementBytes) }

    /// Reads elements until something other than a comma and the next one follows.
    private mutating func elements(
        _ cursor: inout Cursor, bufferCount count: Int, guide: KeyGuide, sink: CellSink, into rows: inout ScannedRows
    ) throws(ScanStop) {
        while true {
            try rowScanner.scan(&cursor, guide: guide, sink: sink, into: &rows)
            rowsScanned &+= 1
            consumed = cursor.position
            state = .afterElement
            guard !rows.isFull, !rowScanner.hasLesson, cursor.skip(ASCII.comma) else { return }
            consumed = cursor.position
            state = .element(first: false)
            cursor.limit = bound(of: count)
            guard cursor.position < cursor.limit, cursor.byte(cursor.position) == ASCII.openBrace else { return }
        }
    }

    private mutating func read(
        _ cursor: inout Cursor, isFinal: Bool, count: Int, guide: KeyGuide, sink: CellSink,
        into rows: inout ScannedRows
    ) throws(ScanStop) -> Bool {
        switch state {
        case .start:
            try skipByteOrderMark(&cursor, isFinal: isFinal)
            guard try cursor.peekAfterBlanksAtStart() == ASCII.openBrace else {
                throw .broken(.notAnObject, at: cursor.position)
            }
            cursor.position += 1
            state = .firstKey
        case .firstKey:
            if try cursor.peekAfterBlanks() == ASCII.closeBrace {
                cursor.position += 1
                state = .end
            } else {
                state = .key
            }
        case .key:
            guard try cursor.peekAfterBlanks() == ASCII.quote else {
                throw .broken(.unexpectedByte, at: cursor.position)
            }
            let at = cursor.position
            let name = cursor.text(of: try cursor.string())
            try cursor.expect(ASCII.colon)
            guard seen.insert(name).inserted else { throw .broken(.duplicateKey, at: at) }
            guard seen.count <= limits.keys else { throw .broken(.tooManyKeys, at: at) }
            state = .value(names.role(of: name))
        case .value(let role):
            try readValue(of: role, &cursor, guide: guide, sink: sink, into: &rows)
        case .number:
            guard try cursor.peekAfterBlanks() == ASCII.quote else {
                throw .broken(.unexpectedByte, at: cursor.position)
            }
            let at = cursor.position
            let key = try cursor.string()
            guard cursor.isWholeNumber(key) else { throw .broken(.mixedKeys, at: at) }
            try cursor.expect(ASCII.colon)
            state = .element(first: false)
        case .element(let first):
            let next = try cursor.peekAfterBlanks()
            if first, next == ASCII.closeBracket {
                cursor.position += 1
                state = .afterValue
            } else if isNumbered {
                try rowScanner.scan(&cursor, guide: guide, sink: sink, into: &rows)
                rowsScanned &+= 1
                state = .afterElement
            } else {
                try elements(&cursor, bufferCount: count, guide: guide, sink: sink, into: &rows)
            }
        case .afterElement:
            let next = try cursor.peekAfterBlanks()
            guard next == ASCII.comma || next == (isNumbered ? ASCII.closeBrace : ASCII.closeBracket) else {
                throw .broken(.unexpectedByte, at: cursor.position)
            }
            cursor.position += 1
            state = next == ASCII.comma ? (isNumbered ? .number : .element(first: false)) : .afterValue
        case .afterValue:
            let next = try cursor.peekAfterBlanks()
            guard next == ASCII.comma || next == ASCII.closeBrace else {
                throw .broken(.unexpectedByte, at: cursor.position)
            }
            cursor.position += 1
            state = next == ASCII.comma ? .key : .end
        case .end:
            while cursor.position < cursor.limit {
                guard ASCII.isBlank(cursor.byte(cursor.position)) else {
                    throw .broken(.trailingBytes, at: cursor.position)
                }
                cursor.position += 1
            }
            if !isFinal { consumed = cursor.position }
            guard isFinal else { throw .needMore }
            return true
        }
        return false
    }

    private mutating func readValue(
        of role: EnvelopeKeys.Role, _ cursor: inout Cursor, guide: KeyGuide, sink: CellSink,
        into rows: inout ScannedRows
    ) throws(ScanStop) {
        let first = try cursor.peekAfterBlanks()
        if role == .rows, first == ASCII.openBracket {
            cursor.position += 1
            envelope.rows = .array
            state = .element(first: true)
            return
        }
        if role == .rows, first == ASCII.openBrace {
            if try cursor.beginsNumberedList() {
                cursor.position += 1
                envelope.rows = .array
                isNumbered = true
                state = .number
                return
            }
            if try !cursor.skipEmptyObject() {
                try rowScanner.scan(&cursor, guide: guide, sink: sink, into: &rows)
                rowsScanned += 1
            }
            envelope.rows = .object
            state = .afterValue
            return
        }
        let cell = try cursor.value(limits)
        let text = cell.isNull ? nil : cursor.text(of: cell)
        switch role {
        case .code:
            envelope.code = text.flatMap { Int($0) }
            envelope.isCodeText = cell.kind == .text || cell.kind == .escaped
        case .error: envelope.error = text == "null" ? nil : text
        case .message: envelope.message = text
        case .rows: envelope.rows = text == nil || text == "" ? .missing : .other
        case .other: envelope.hasUnknownContents = envelope.hasUnknownContents || cursor.hasContents(cell)
        }
        state = .afterValue
    }

    private func skipByteOrderMark(_ cursor: inout Cursor, isFinal: Bool) throws(ScanStop) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        for (index, expected) in mark.enumerated() {
            guard cursor.position + index < cursor.limit else {
                if isFinal { return }
                throw .needMore
            }
            guard cursor.byte(cursor.position + index) == expected else { return }
        }
        cursor.position += mark.count
    }
}

extension Cursor {
    /// Like ``peekAfterBlanks()``, with a code of its own for a text that is no JSON object.
    fileprivate mutating func peekAfterBlanksAtStart() throws(ScanStop) -> UInt8 {
        while position < limit, ASCII.isBlank(byte(position)) { position += 1 }
        return try peek()
    }

    /// Whether the object at the cursor has a whole number as its first key; nothing is consumed.
    fileprivate mutating func beginsNumberedList() throws(ScanStop) -> Bool {
        let start = position
        defer { position = start }
        position += 1
        guard try peekAfterBlanks() == ASCII.quote else { return false }
        return isWholeNumber(try string())
    }

    /// Consumes the object at the cursor if it is empty.
    fileprivate mutating func skipEmptyObject() throws(ScanStop) -> Bool {
        let start = position
        position += 1
        if try peekAfterBlanks() == ASCII.closeBrace {
            position += 1
            return true
        }
        position = start
        return false
    }

    /// Whether a string is a whole number.
    fileprivate func isWholeNumber(_ key: Cell) -> Bool {
        key.kind == .text && key.length <= 20 && ASCII.isWholeNumber(key.range.lazy.map { byte($0) })
    }

    /// Whether a cell is a list or an object with something in it.
    fileprivate func hasContents(_ cell: Cell) -> Bool {
        cell.kind == .composite && cell.range.dropFirst().dropLast().contains { !ASCII.isBlank(byte($0)) }
    }

    /// The text of a cell for people; bytes that are no text become U+FFFD.
    fileprivate func text(of cell: Cell) -> String {
        String(decoding: decoded(cell), as: UTF8.self)
    }
}
