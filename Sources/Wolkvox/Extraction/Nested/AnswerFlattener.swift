internal import ByteScan
internal import ETL

/// Rewrites an answer with nested data, as it arrives, into one whose `data` is a list of rows; all around `data` goes
/// through byte for byte.
///
/// It keeps one record at a time. What it doesn't understand goes through as it is, for the scanner behind to judge.
struct AnswerFlattener: Sendable {
    private enum Place {
        /// In the envelope, at or above its keys.
        case envelope
        /// Between the elements of the list under `data`.
        case list
        /// In an element that is a bare number or word.
        case bare
        /// At the beginning of `data` that is an object: before the end of its first key.
        case opening
        /// Before the end of a key that numbers an element.
        case number
        /// In a record that is gathered; `isAlone` if no list is around it.
        case record(isAlone: Bool)
        /// Beyond what can be gathered.
        case beyond
    }

    /// Elements of `data` so far.
    private(set) var records = 0
    /// Whether `data` is an object, not a list.
    private(set) var dataIsObject = false

    private let rule: FlattenRule
    private let limits: ScanLimits
    private var place = Place.envelope
    private var nesting = Nesting()
    /// Of the envelope: the key in hand, whether a key comes next, whether the value in hand is that of `data`.
    private var key: [UInt8] = []
    private var isKeyNext = true
    private var isData = false
    /// Whether `data` is an object whose keys number its elements, as PHP writes a list with holes.
    private var isNumbered = false
    private var record: [UInt8] = []
    private var recordNesting = Nesting()
    /// Bytes of the rewritten answer so far.
    private var written = 0

    /// The key of the rows, and its closing quote.
    private static let rowsKey = Array("\(EnvelopeKeys.wolkvox.rows)\"".utf8)

    /// The rows of one record take no more memory than this many times the largest record.
    private static let growth = 4

    init(_ rule: FlattenRule, limits: ScanLimits = ScanLimits()) {
        self.rule = rule
        self.limits = limits
    }

    /// Takes the next bytes of the answer and appends what becomes of them.
    ///
    /// - Throws: ``JSONScanError`` if a record holds more rows than memory should.
    mutating func take(_ bytes: some Sequence<UInt8>, into answer: inout [UInt8]) throws(JSONScanError) {
        let start = answer.count
        for byte in bytes { try take(byte, into: &answer) }
        written += answer.count - start
    }

    /// The answer has ended: appends what is left of a record that is not whole.
    mutating func finish(into answer: inout [UInt8]) {
        answer.append(contentsOf: record)
        record = []
        place = .beyond
    }

    private mutating func take(_ byte: UInt8, into answer: inout [UInt8]) throws(JSONScanError) {
        switch place {
        case .beyond:
            answer.append(byte)
        case .envelope:
            takeInEnvelope(byte, into: &answer)
        case .opening:
            takeInOpening(byte, into: &answer)
        case .number:
            try takeInNumber(byte)
        case .bare where byte != ASCII.comma && byte != closing:
            answer.append(byte)
        case .list, .bare:
            takeInList(byte, into: &answer)
        case .record(let isAlone):
            record.append(byte)
            recordNesting.take(byte)
            if record.count > limits.elementBytes {
                finish(into: &answer)
            } else if recordNesting.isClosed {
                try endRecord(isAlone: isAlone, into: &answer)
            }
        }
    }

    private mutating func takeInEnvelope(_ byte: UInt8, into answer: inout [UInt8]) {
        let isAtKeys = nesting.depth == 1
        if isAtKeys, nesting.isInString, isKeyNext {
            key.append(byte)
        } else if isAtKeys, !nesting.isInString {
            switch byte {
            case ASCII.quote where isKeyNext:
                key = []
            case ASCII.colon:
                isKeyNext = false
                // The closing quote was taken too.
                isData = key.elementsEqual(Self.rowsKey)
            case ASCII.comma:
                isKeyNext = true
                isData = false
            case ASCII.openBracket where isData:
                answer.append(byte)
                place = .list
                isData = false
                return
            case ASCII.openBrace where isData:
                answer.append(ASCII.openBracket)
                isData = false
                record = [byte]
                place = .opening
                if case .object = rule { beginRecord([byte], isAlone: true) }
                return
            default:
                break
            }
        }
        answer.append(byte)
        nesting.take(byte)
    }

    /// Tells a list whose elements are numbered from a lone record, by the first key.
    private mutating func takeInOpening(_ byte: UInt8, into answer: inout [UInt8]) {
        if record.count == 1, ASCII.isBlank(byte) { return }
        record.append(byte)
        let text = record.dropFirst()
        if text.elementsEqual([ASCII.closeBrace]) {
            dataIsObject = true
            record = []
            answer.append(ASCII.closeBracket)
            place = .envelope
        } else if byte == ASCII.quote, ASCII.isWholeNumber(text.dropFirst().dropLast()) {
            isNumbered = true
            key = Array(text)
            record = []
            place = .number
        } else if text.elementsEqual([ASCII.quote]) || text.count < 24 && (ASCII.isDigit(byte) || byte == ASCII.minus) {
            return
        } else {
            beginRecord(record, isAlone: true)
        }
    }

    private mutating func takeInNumber(_ byte: UInt8) throws(JSONScanError) {
        guard byte == ASCII.colon else {
            if !ASCII.isBlank(byte) { key.append(byte) }
            guard key.count <= 24 else { throw JSONScanError(.mixedKeys, at: written) }
            return
        }
        guard key.count > 2, key.first == ASCII.quote, key.last == ASCII.quote,
            ASCII.isWholeNumber(key.dropFirst().dropLast())
        else { throw JSONScanError(.mixedKeys, at: written) }
        key = []
        place = .list
    }

    /// What ends the list under `data`.
    private var closing: UInt8 { isNumbered ? ASCII.closeBrace : ASCII.closeBracket }

    private mutating func takeInList(_ byte: UInt8, into answer: inout [UInt8]) {
        switch byte {
        case ASCII.openBrace, ASCII.openBracket, ASCII.quote:
            return beginRecord([byte], isAlone: false)
        case closing:
            place = .envelope
            return answer.append(ASCII.closeBracket)
        case ASCII.comma:
            place = isNumbered ? .number : .list
        case let blank where ASCII.isBlank(blank):
            break
        default:
            records += 1
            place = .bare
        }
        answer.append(byte)
    }

    private mutating func beginRecord(_ opening: [UInt8], isAlone: Bool) {
        if isAlone { dataIsObject = true }
        record = opening
        recordNesting = Nesting()
        for byte in opening { recordNesting.take(byte) }
        place = .record(isAlone: isAlone)
    }

    private mutating func endRecord(isAlone: Bool, into answer: inout [UInt8]) throws(JSONScanError) {
        records += 1
        let isEmptyObject = isAlone && ShallowJSON.members(record.span, 0..<record.count)?.isEmpty == true
        if case .object = rule, isEmptyObject {
            records = 0
        } else {
            do {
                try rule.appendRows(of: record, limit: Self.growth * limits.elementBytes, into: &answer)
            } catch {
                throw JSONScanError(.tooLong, at: written)
            }
        }
        record.removeAll(keepingCapacity: true)
        if isAlone { answer.append(ASCII.closeBracket) }
        place = isAlone ? .envelope : .list
    }
}

/// How deep a place in JSON lies.
private struct Nesting {
    private(set) var depth = 0
    private(set) var isInString = false
    private var isEscaped = false

    /// Whether the value that began it has ended.
    var isClosed: Bool { depth == 0 && !isInString }

    mutating func take(_ byte: UInt8) {
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == ASCII.backslash {
                isEscaped = true
            } else if byte == ASCII.quote {
                isInString = false
            }
            return
        }
        switch byte {
        case ASCII.quote: isInString = true
        case ASCII.openBrace, ASCII.openBracket: depth += 1
        case ASCII.closeBrace, ASCII.closeBracket: depth -= 1
        default: break
        }
    }
}
