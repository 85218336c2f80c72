internal import ByteScan

/// Hides what fields that the definition lacks show of hidden fields: their values, and their names where a value stands
/// in one.
///
/// A source that renames a field sends rows without the old key and with a new one; so in a row whose hidden field says
/// nothing, all unknown values are hidden, and so are unknown names with five digits or more. Where the hidden field is
/// there, unknown values and names are hidden that resemble it. A key that is hidden by name is hidden in every report,
/// also in one whose definition lacks it. Everything is overwritten in the batch's own bytes, so that no copy of the row
/// can show it.
struct UnknownValues {
    private let hidden: [Int]
    private let hiddenKeys: Set<String>
    /// The hidden keys by their letters and digits.
    private let hiddenNames: Set<[UInt8]>
    private let known: Set<[UInt8]>
    private var originals = Originals()

    /// Nil where nothing that the source sends is hidden.
    init?(_ redactions: [Redaction], input: Schema) {
        hiddenKeys = Set(redactions.map(\.field))
        if hiddenKeys.isEmpty { return nil }
        let keys = hiddenKeys
        hiddenNames = Set(keys.map { ScalarText.plain($0) })
        hidden = input.fields.indices.filter { input.fields[$0].origin.map(keys.contains) ?? false }
        known = Set(input.fields.compactMap { $0.origin.map { Array($0.utf8) } })
    }

    /// Whether a word comes from a value that is hidden.
    func comesFromHidden(_ word: NewWord) -> Bool { hiddenKeys.contains(word.field) }

    /// Works on a batch as it comes from the extractor.
    mutating func hide(in batch: inout RecordBatch) {
        if !batch.rows.irregular.isEmpty { hideIrregular(in: &batch) }
        guard !batch.rows.extras.isEmpty else { return }
        let column = batch.schema.index(of: Schema.extraName)
        var first = 0
        while first < batch.rows.extras.count {
            let row = batch.rows.extras[first].row
            let end = batch.rows.extras[first...].firstIndex { $0.row != row } ?? batch.rows.extras.count
            if hideExtras(first..<end, row: row, in: &batch), let column, !batch[column, row].isNull {
                batch.gather(first..<end, into: column, row: row)
            }
            first = end
        }
    }

    private mutating func hideExtras(_ range: Range<Int>, row: Int, in batch: inout RecordBatch) -> Bool {
        let values = hidden.map { batch.plain(batch[$0, row]) }
        originals.begin(isMissing: values.contains(where: \.isEmpty))
        for value in values { originals.values.add(value) }
        var hiddenNameCount = 0
        var hasHidden = false
        for index in range {
            let extra = batch.rows.extras[index]
            let name = ScalarText.plain(batch.decoded(extra.key))
            if originals.isMissing || hiddenNames.contains(name) || originals.values.holds(batch.plain(extra.value))
                || hasHiddenKey(within: extra.value, in: batch)
            {
                batch.overwrite(extra.value)
                hasHidden = true
            }
            if originals.mayStand(in: name) {
                hiddenNameCount += 1
                batch.overwriteName(at: extra.key.range, number: hiddenNameCount)
                hasHidden = true
            }
        }
        if hasHidden { hideRejection(of: row, in: &batch) }
        return hasHidden
    }

    /// Whether a hidden key stands within an unknown object or array.
    private func hasHiddenKey(within value: Cell, in batch: RecordBatch) -> Bool {
        guard value.kind == .composite else { return false }
        let bytes = batch.bytes.span
        var at = value.range.lowerBound
        while at < value.range.upperBound {
            guard bytes[at] == ASCII.quote else {
                at += 1
                continue
            }
            let text = at + 1..<CanonicalJSON.endOfString(bytes, quote: at, limit: value.range.upperBound)
            at = CanonicalJSON.endOfBlanks(bytes, start: text.upperBound + 1, limit: value.range.upperBound)
            guard at < value.range.upperBound, bytes[at] == ASCII.colon else { continue }
            if hiddenNames.contains(Self.plain(bytes, text)) { return true }
        }
        return false
    }

    /// Returns the letters and digits of JSON text.
    static func plain(_ bytes: Span<UInt8>, _ text: Range<Int>) -> [UInt8] {
        ScalarText.plain(JSONText.decoded(bytes, text))
    }

    /// A row that was rejected for an unknown field keeps its reason, but neither the value nor a name that tells one.
    private mutating func hideRejection(of row: Int, in batch: inout RecordBatch) {
        guard batch.isRejected(row), let field = batch.rejections.first(where: { $0.row == row })?.field,
            !known.contains(Array(field.utf8))
        else { return }
        let isHidden = originals.mayStand(in: ScalarText.plain(field))
        batch.forgetRejectedValue(row, field: isHidden ? String(repeating: "*", count: field.count) : field)
    }

    /// A row with a key twice, or one that is not an object, is not known by its cells.
    private mutating func hideIrregular(in batch: inout RecordBatch) {
        for irregular in batch.rows.irregular where irregular.row < batch.rows.spans.count {
            let span = batch.rows.spans[irregular.row]
            switch irregular.what {
            case .notAnObject: batch.overwriteValue(at: span)
            case .beyondLimits where batch.bytes[span.lowerBound] != ASCII.openBrace: batch.overwriteValue(at: span)
            case .duplicateKey, .beyondLimits: hideMembers(of: span, row: irregular.row, in: &batch)
            }
        }
    }

    /// Hides all unknown values of an object, and the unknown names that may hold a hidden one.
    private mutating func hideMembers(of span: Range<Int>, row: Int, in batch: inout RecordBatch) {
        let members = Self.members(in: span, batch.bytes.span)
        originals.begin(isMissing: true)
        for member in members where hiddenNames.contains(member.plainKey) {
            originals.values.add(Self.plain(batch.bytes.span, member.value))
        }
        hideRejection(of: row, in: &batch)
        var hiddenNameCount = 0
        for member in members where !known.contains(member.key) {
            batch.overwriteValue(at: member.value)
            if originals.mayStand(in: member.plainKey) {
                hiddenNameCount += 1
                batch.overwriteName(at: member.keyRange, number: hiddenNameCount)
            }
        }
    }

    /// A key and value of a row.
    struct Member {
        let keyRange: Range<Int>
        let key: [UInt8]
        let plainKey: [UInt8]
        let value: Range<Int>
    }

    /// Returns the members of an object, those of the first level alone; none of what is not an object.
    static func members(in row: Range<Int>, _ bytes: Span<UInt8>) -> [Member] {
        guard let first = row.first, bytes[first] == ASCII.openBrace else { return [] }
        var members: [Member] = []
        var at = first + 1
        while at < row.upperBound, bytes[at] != ASCII.closeBrace {
            guard bytes[at] == ASCII.quote else {
                at += 1
                continue
            }
            let end = CanonicalJSON.endOfString(bytes, quote: at, limit: row.upperBound)
            let keyRange = at + 1..<end
            let key = JSONText.decoded(bytes, keyRange)
            at = end + 1
            while at < row.upperBound, ASCII.isBlank(bytes[at]) || bytes[at] == ASCII.colon { at += 1 }
            let value = at..<CanonicalJSON.endOfValue(bytes, start: at, limit: row.upperBound)
            members.append(Member(keyRange: keyRange, key: key, plainKey: ScalarText.plain(key), value: value))
            at = value.upperBound
        }
        return members
    }
}

extension ScalarText {
    /// Returns the letters and digits of a text.
    static func plain(_ text: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        appendLettersAndDigits(text.span, to: &plain)
        return plain
    }

    /// Returns the letters and digits of a text.
    static func plain(_ text: String) -> [UInt8] { plain(Array(text.utf8)) }
}

extension RecordBatch {
    /// Letters and digits of a value, in the spelling that is compared; nothing for a value that says nothing.
    fileprivate func plain(_ cell: Cell) -> [UInt8] {
        cell.isNull ? [] : ScalarText.plain(decoded(cell))
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

    /// Overwrites a name; a number keeps the names of one row apart.
    fileprivate mutating func overwriteName(at range: Range<Int>, number: Int) {
        for at in range { bytes[at] = UInt8(ascii: "*") }
        guard number > 1 else { return }
        for (at, digit) in zip(range.reversed(), String(number).utf8.reversed()) { bytes[at] = digit }
    }
}
