internal import ByteScan

/// Decides which values of fields that nobody hides may stand in messages, quarantine reasons and the schema history.
///
/// In the data such a field is written as it came. A source may repeat a hidden value in it, though, and what is told of
/// a value leaves the data: a value that resembles a hidden one of its row is shown by its shape there, and so is one with
/// five digits or more in a row whose hidden field says nothing.
struct ShownValues: Sendable {
    private let hiddenKeys: Set<String>
    /// The hidden keys by their letters and digits.
    private let hiddenNames: Set<[UInt8]>
    /// How many of the hidden keys the definition has.
    private let expected: Int

    /// Nil where nothing is hidden.
    init?(_ redactions: [Redaction], input: Schema) {
        hiddenKeys = Set(redactions.map(\.field))
        if hiddenKeys.isEmpty { return nil }
        hiddenNames = Set(hiddenKeys.map { ScalarText.plain($0) })
        expected = Set(input.fields.compactMap(\.origin)).intersection(hiddenKeys).count
    }

    /// The hidden values of rows, read from the rows' own text, which no transformer changes.
    func originals(_ rows: Range<Int>, of batch: borrowing RecordBatch) -> Originals {
        var originals = Originals()
        for row in rows {
            guard row < batch.rows.spans.count else {
                originals.isMissing = true
                continue
            }
            var found = 0
            for member in UnknownValues.members(in: batch.rows.spans[row], batch.bytes.span)
            where hiddenNames.contains(member.plainKey) {
                let value = UnknownValues.plain(batch.bytes.span, member.value)
                originals.values.add(value)
                if !value.isEmpty, value != Array("null".utf8) { found += 1 }
            }
            if found < expected { originals.isMissing = true }
        }
        return originals
    }

    /// Covers what rejections and new words of a batch would show.
    func cover(_ batch: inout RecordBatch) {
        if batch.rejections.contains(where: { $0.value != nil }) {
            batch.rejections = batch.rejections.map { covered($0, batch) }
        }
        if batch.newWords.isEmpty { return }
        var originals = originals(0..<batch.count, of: batch)
        for index in batch.newWords.indices where originals.mayStand(in: ScalarText.plain(batch.newWords[index].text)) {
            batch.newWords[index].text = Example.shape(batch.newWords[index].text)
        }
    }

    private func covered(_ rejection: Rejection, _ batch: borrowing RecordBatch) -> Rejection {
        guard let value = rejection.value, let field = rejection.field, !hiddenKeys.contains(field) else {
            return rejection
        }
        var originals = originals(rejection.row..<rejection.row + 1, of: batch)
        guard originals.mayStand(in: ScalarText.plain(value)) else { return rejection }
        return Rejection(
            row: rejection.row, reason: rejection.reason, field: field, value: Example.shape(value))
    }
}

extension RecordBatch {
    /// The value of a field and row as it may stand in a message; nil for null.
    public func example(_ field: Int, _ row: Int) -> String? {
        shapeInstead(field, row) ?? text(field, row)
    }

    /// The shape of a value that may not stand in a message, because it may hold a hidden one; nil for any other value.
    public func shapeInstead(_ field: Int, _ row: Int) -> String? {
        guard let shownValues, !schema.fields[field].isHidden, let text = text(field, row) else { return nil }
        var originals = shownValues.originals(row..<row + 1, of: self)
        return originals.mayStand(in: ScalarText.plain(text)) ? Example.shape(text) : nil
    }
}
