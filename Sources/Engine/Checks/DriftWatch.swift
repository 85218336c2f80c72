internal import ETL

/// Compares the keys that a day's rows have with those that the definition has.
struct DriftWatch {
    /// What one process tells the next of a day that is not finished.
    struct Memory: Codable {
        var unseen: [String]
        var newFields: [Drift]
        var hasRows: Bool
        var newWords: [Drift]
    }

    private struct Key {
        let name: String
        let bytes: [UInt8]
        /// The column of the output that shows it, if there is one.
        let column: Int?
    }

    /// What an API with a great many unknown keys would else cost.
    private static let mostNewFields = 100
    private static let mostNewWords = 100
    /// An answer has the same keys in every row, so a few rows tell; values tell of keys that only some rows have.
    private static let rowsRead = 8

    private let hiding: [Redaction]
    private var unseen: [Key]
    private var newFields: [(key: [UInt8], drift: Drift)] = []
    private var newWords: [Drift] = []
    private var hasRows = false
    /// Whether all rows of the day were looked at.
    private var isComplete = true

    init(input: Schema, output: Schema, hiding: [Redaction]) {
        self.hiding = hiding
        unseen = input.fields.compactMap { field in
            field.origin.map { key in
                Key(name: key, bytes: Array(key.utf8), column: output.fields.firstIndex { $0.origin == key })
            }
        }
    }

    mutating func see(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        hasRows = hasRows || !rows.isEmpty
        if !unseen.isEmpty { unseen.removeAll { Self.stands($0, in: batch, rows) } }
        if batch.hasUnknownKeys { noteNewFields(batch, rows) }
    }

    private static func stands(_ key: Key, in batch: borrowing RecordBatch, _ rows: Range<Int>) -> Bool {
        for row in rows.prefix(rowsRead) where batch.hasKey(key.bytes, row: row) { return true }
        guard let column = key.column else { return false }
        for row in rows where !batch.isNull(column, row) { return true }
        return false
    }

    private mutating func noteNewFields(_ batch: borrowing RecordBatch, _ rows: Range<Int>) {
        guard newFields.count < Self.mostNewFields else { return }
        var found: [(key: [UInt8], drift: Drift)] = newFields
        // Rows have their keys in the same order as a rule.
        var next = 0
        batch.forEachUnknownKey(in: rows) { key in
            if found.isEmpty { return false }
            for _ in found.indices {
                let place = next < found.count ? next : 0
                next = place + 1
                if found[place].key.count == key.count, found[place].key.elementsEqual(key) { return true }
            }
            return false
        } _: { key, name, value in
            let example = value.map { shown($0, of: name) }
            found.append((Array(key), Drift(.newField, field: Example.shown(name), example: example)))
            next = 0
            return found.count < Self.mostNewFields
        }
        newFields = found
    }

    /// A word of a column that is hidden does not come this far.
    mutating func note(_ words: [NewWord]) {
        for word in words where newWords.count < Self.mostNewWords {
            let drift = Drift(word.change, field: word.field, example: Example.shown(word.text))
            if !newWords.contains(drift) { newWords.append(drift) }
        }
    }

    /// A field that nobody knows may be one that is hidden, under another name.
    private func shown(_ value: String, of key: String) -> String {
        let own = hiding.filter { $0.field == key }
        if !own.isEmpty {
            let hidden = own.reduce(Array(value.utf8)) { $1.redact($0) }
            return Example.shown(String(decoding: hidden, as: UTF8.self))
        }
        return hiding.isEmpty ? Example.shown(value) : Example.shape(value)
    }

    /// All that differs.
    var drift: [Drift] {
        let vanished = hasRows && isComplete ? unseen.map { Drift(.vanishedField, field: $0.name) } : []
        return newFields.map(\.drift) + vanished + newWords
    }

    /// Whether there is anything to remember that a new watch would not find by itself.
    var isEventful: Bool { !newFields.isEmpty || !newWords.isEmpty }

    var memory: Memory {
        Memory(unseen: unseen.map(\.name), newFields: newFields.map(\.drift), hasRows: hasRows, newWords: newWords)
    }

    mutating func recall(_ memory: Memory) {
        let left = Set(memory.unseen)
        unseen.removeAll { !left.contains($0.name) }
        newFields = memory.newFields.map { (Array($0.field.utf8), $0) }
        hasRows = memory.hasRows
        newWords = memory.newWords
    }

    /// Rows were seen by a process that told nothing of them.
    mutating func missedRows() { isComplete = false }
}
