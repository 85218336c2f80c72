internal import ByteScan

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
                var next = at + key.count + 2
                while next < span.upperBound, ASCII.isBlank(text[next]) { next += 1 }
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
