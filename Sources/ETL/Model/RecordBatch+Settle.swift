internal import ByteScan

/// What happens to fields that the definition lacks.
public enum UnknownFieldPolicy: String, Sendable, Codable, CaseIterable {
    /// They are kept in one JSON object, the column `_extra`.
    case keep
    /// They are left out.
    case drop
    /// A row that has one goes to quarantine.
    case fail
}

extension RecordBatch {
    /// Brings freshly scanned rows into the form that all stages rely on: text in its canonical spelling, unsound text
    /// and rows that are no proper rows rejected, unknown fields gathered.
    ///
    /// An extractor calls it once for each batch, before it hands the batch over.
    public mutating func settle(unknownFields: UnknownFieldPolicy = .keep) {
        times.append(contentsOf: repeatElement(nil, count: count - times.count))
        for irregular in rows.irregular {
            switch irregular.what {
            case .duplicateKey:
                reject(irregular.row, .duplicateKey, field: text(of: irregular.key))
            case .notAnObject:
                reject(irregular.row, .notAnObject)
            case .beyondLimits:
                reject(irregular.row, .beyondLimits)
            }
        }
        settleUnusual()
        gatherExtras(unknownFields)
    }

    private mutating func settleUnusual() {
        guard !rows.unusual.isEmpty else { return }
        let fields = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
        var unsound: [(column: Int, row: Int)] = []
        respell(&unsound)
        for place in unsound {
            if let field = fields[place.column] { refuse(field, place.row) }
        }
    }

    /// Gives text with escapes its canonical spelling, and collects what is no sound text.
    private mutating func respell(_ unsound: inout [(column: Int, row: Int)]) {
        var text: [UInt8] = []
        var spelled: [UInt8] = []
        for place in rows.unusual {
            let index = rows.table.index(column: place.column, row: place.row)
            let cell = rows.table.cells[index]
            switch cell.kind {
            case .escaped:
                guard !JSONText.isCanonical(bytes.span, cell.range) else { continue }
                text.removeAll(keepingCapacity: true)
                spelled.removeAll(keepingCapacity: true)
                JSONText.decode(bytes.span, cell.range, into: &text)
                JSONText.encode(text.span, 0..<text.count, into: &spelled)
                rows.table.cells[index] = add(spelled.count == text.count ? .text : .escaped, spelled)
            case .invalidUTF8, .controlCharacter, .loneSurrogate:
                unsound.append(place)
            case .null, .text, .number, .boolean, .composite:
                break
            }
        }
    }

    private mutating func refuse(_ field: Int, _ row: Int) {
        if let reason = self[field, row].kind.flaw { invalid(field: field, row: row, reason: reason) }
    }

    private mutating func gatherExtras(_ policy: UnknownFieldPolicy) {
        guard policy != .drop, !rows.extras.isEmpty else { return }
        let column = schema.index(of: Schema.extraName)
        var first = 0
        while first < rows.extras.count {
            let row = rows.extras[first].row
            let end = rows.extras[first...].firstIndex { $0.row != row } ?? rows.extras.count
            if policy == .fail {
                reject(row, .unknownField, field: text(of: rows.extras[first].key), value: nil)
            } else if let column {
                gather(first..<end, into: column, row: row)
            }
            first = end
        }
    }

    /// Makes the object of unknown fields of one row; `range` are the row's among all.
    mutating func gather(_ range: Range<Int>, into column: Int, row: Int) {
        var object: [UInt8] = [ASCII.openBrace]
        for index in range {
            let extra = rows.extras[index]
            if let reason = extra.key.kind.flaw ?? extra.value.kind.flaw {
                return reject(row, reason, field: text(of: extra.key), value: text(of: extra.value))
            }
            if index > range.lowerBound { object.append(ASCII.comma) }
            CanonicalJSON.appendString(bytes.span, extra.key.range, into: &object)
            object.append(ASCII.colon)
            switch extra.value.kind {
            case .null: object.append(contentsOf: "null".utf8)
            case .text, .escaped: CanonicalJSON.appendString(bytes.span, extra.value.range, into: &object)
            default: CanonicalJSON.append(bytes.span, extra.value.range, into: &object)
            }
        }
        object.append(ASCII.closeBrace)
        self[column, row] = add(.composite, object)
    }
}

extension Cell.Kind {
    fileprivate var flaw: Rejection.Reason? {
        switch self {
        case .invalidUTF8: .invalidUTF8
        case .controlCharacter: .controlCharacter
        case .loneSurrogate: .loneSurrogate
        default: nil
        }
    }
}

extension RecordBatch {
    /// Says that a row, though sound, isn't wanted: it is neither written nor quarantined. A row that was rejected
    /// before stays so.
    public mutating func leaveOut(_ row: Int) {
        if !isRejected(row) { leftOutRows.insert(row) }
    }

    /// Whether there is a row that isn't wanted.
    public var hasLeftOut: Bool { !leftOutRows.isEmpty }

    /// Whether a row isn't wanted.
    public func isLeftOut(_ row: Int) -> Bool { !leftOutRows.isEmpty && leftOutRows.contains(row) }

    /// Whether a row is to be written.
    public func isKept(_ row: Int) -> Bool { !isRejected(row) && !isLeftOut(row) }
}

extension RecordBatch {
    /// Whether a key stands in the text of a row as it came, at any depth; false where a batch has no text of its rows.
    public func hasKey(_ key: [UInt8], row: Int) -> Bool {
        guard row < rows.spans.count else { return false }
        let span = rows.spans[row]
        let text = bytes.span
        var at = span.lowerBound
        // A key needs two quotes and a colon beside its own bytes.
        while at + key.count + 2 < span.upperBound {
            if text[at] == ASCII.quote, matches(key, at + 1), text[at + key.count + 1] == ASCII.quote {
                let next = CanonicalJSON.endOfBlanks(text, start: at + key.count + 2, limit: span.upperBound)
                if next < span.upperBound, text[next] == ASCII.colon { return true }
            }
            at += 1
        }
        return false
    }

    private func matches(_ key: [UInt8], _ start: Int) -> Bool {
        for index in key.indices where bytes[start + index] != key[index] { return false }
        return true
    }
}

extension RecordBatch {
    /// Whether there is no value at a field and row.
    public func isNull(_ field: Int, _ row: Int) -> Bool { self[field, row].isNull }

    /// Whether any row has a key that the definition lacks.
    public var hasUnknownKeys: Bool { !rows.extras.isEmpty }

    /// Hands over the keys of some rows that the definition lacks and `isKnown` does not know, by their bytes, each with
    /// its name and value as text, until `body` returns false.
    public func forEachUnknownKey(
        in range: Range<Int>, except isKnown: (ArraySlice<UInt8>) -> Bool,
        _ body: (_ key: ArraySlice<UInt8>, _ name: String, _ value: String?) -> Bool
    ) {
        for extra in rows.extras where range.contains(extra.row) {
            let key = bytes[extra.key.range]
            if !isKnown(key), !body(key, text(of: extra.key) ?? "", text(of: extra.value)) { return }
        }
    }
}
