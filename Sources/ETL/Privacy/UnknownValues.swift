internal import ByteScan

/// Hides values of fields that the definition lacks where they may be those of a hidden field under another name.
///
/// A source that renames a field sends rows without the old key and with a new one; so in a row whose hidden field says
/// nothing, all unknown values are hidden. Where the hidden field is there, an unknown value is hidden if it resembles
/// it. The values are overwritten in the batch's own bytes, so that no copy of the row can show them.
struct UnknownValues {
    private let hidden: [Int]
    private let hiddenKeys: Set<String>
    private let known: Set<[UInt8]>

    /// Nil where nothing that the source sends is hidden.
    init?(_ redactions: [Redaction], input: Schema) {
        hiddenKeys = Set(redactions.map(\.field))
        let keys = hiddenKeys
        hidden = input.fields.indices.filter { input.fields[$0].origin.map(keys.contains) ?? false }
        known = Set(input.fields.compactMap { $0.origin.map { Array($0.utf8) } })
        if hidden.isEmpty { return nil }
    }

    /// Whether a word comes from a value that is hidden.
    func comesFromHidden(_ word: NewWord) -> Bool { hiddenKeys.contains(word.field) }

    /// Works on a batch as it comes from the extractor.
    func hide(in batch: inout RecordBatch) {
        if !batch.rows.irregular.isEmpty { hideIrregular(&batch) }
        guard !batch.rows.extras.isEmpty else { return }
        let column = batch.schema.index(of: Schema.extraName)
        var first = 0
        while first < batch.rows.extras.count {
            let row = batch.rows.extras[first].row
            let end = batch.rows.extras[first...].firstIndex { $0.row != row } ?? batch.rows.extras.count
            if hideExtras(first..<end, row, &batch) {
                batch.forgetRejectedValue(row, unless: known)
                if let column, !batch[column, row].isNull { batch.gather(first..<end, into: column, row) }
            }
            first = end
        }
    }

    private func hideExtras(_ range: Range<Int>, _ row: Int, _ batch: inout RecordBatch) -> Bool {
        let originals = hidden.map { batch.plain(batch[$0, row]) }
        let isMissing = originals.contains { $0.isEmpty }
        var hasHidden = false
        for index in range {
            let value = batch.rows.extras[index].value
            if isMissing || originals.contains(where: { Resemblance.holds($0, batch.plain(value)) }) {
                batch.overwrite(value)
                hasHidden = true
            }
        }
        return hasHidden
    }

    /// A row with a key twice, or one that is no object, is not known by its cells.
    private func hideIrregular(_ batch: inout RecordBatch) {
        for irregular in batch.rows.irregular where irregular.row < batch.rows.spans.count {
            let span = batch.rows.spans[irregular.row]
            switch irregular.what {
            case .notAnObject: batch.overwriteValue(at: span)
            case .beyondLimits where batch.bytes[span.lowerBound] != ASCII.openBrace: batch.overwriteValue(at: span)
            case .duplicateKey, .beyondLimits:
                for value in unknownValues(in: span, batch.bytes.span) { batch.overwriteValue(at: value) }
            }
        }
    }

    private func unknownValues(in row: Range<Int>, _ bytes: Span<UInt8>) -> [Range<Int>] {
        var values: [Range<Int>] = []
        var at = row.lowerBound + 1
        while at < row.upperBound, bytes[at] != ASCII.closeBrace {
            guard bytes[at] == ASCII.quote else {
                at += 1
                continue
            }
            let end = CanonicalJSON.endOfString(bytes, at, row.upperBound)
            var key: [UInt8] = []
            JSONText.decode(bytes, at + 1..<end, into: &key)
            at = end + 1
            while at < row.upperBound, ASCII.isBlank(bytes[at]) || bytes[at] == ASCII.colon { at += 1 }
            let value = at..<CanonicalJSON.endOfValue(bytes, at, row.upperBound)
            if !known.contains(key) { values.append(value) }
            at = value.upperBound
        }
        return values
    }
}

extension RecordBatch {
    /// Letters and digits of a value, the letters of ASCII in lower case; nothing for a value that says nothing.
    fileprivate func plain(_ cell: Cell) -> [UInt8] {
        cell.isNull ? [] : Resemblance.plain(decoded(cell))
    }

    /// Overwrites a value that was scanned.
    fileprivate mutating func overwrite(_ cell: Cell) {
        switch cell.kind {
        case .null: break
        case .number, .boolean, .composite: overwriteValue(at: cell.range)
        default: for at in cell.range { bytes[at] = UInt8(ascii: "*") }
        }
    }

    /// Overwrites a JSON value by one that says nothing and is as long.
    fileprivate mutating func overwriteValue(at range: Range<Int>) {
        guard let first = range.first, let last = range.last, bytes[first] != UInt8(ascii: "n") else { return }
        if bytes[first] == ASCII.quote {
            for at in range.dropFirst().dropLast() { bytes[at] = UInt8(ascii: "*") }
            return
        }
        let isShort = range.count < 4
        let keepsEnds = isShort && bytes[first] != ASCII.minus && !ASCII.isDigit(bytes[first])
        for at in range where !(keepsEnds && (at == first || at == last)) { bytes[at] = ASCII.space }
        if !isShort {
            for (offset, byte) in "null".utf8.enumerated() { bytes[first + offset] = byte }
        } else if !keepsEnds {
            bytes[first] = ASCII.zero
        }
    }

    /// A row that was rejected for an unknown field keeps its reason and not the value.
    fileprivate mutating func forgetRejectedValue(_ row: Int, unless known: Set<[UInt8]>) {
        guard let rejection = rejections.first(where: { $0.row == row }), let field = rejection.field,
            !known.contains(Array(field.utf8))
        else { return }
        forgetRejectedValue(row)
    }
}
