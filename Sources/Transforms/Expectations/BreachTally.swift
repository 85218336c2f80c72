internal import ETL

/// How many rows don't hold to an expectation, and one value of them.
struct BreachTally {
    private(set) var rows = 0
    private(set) var example: String?

    mutating func add(_ count: Int = 1, example text: @autoclosure () -> String?) {
        if rows == 0 { example = text().map(Example.shown) }
        rows += count
    }

    /// What is wrong with the rows, as the end of a sentence about them; nil if there are none.
    ///
    /// - Parameters:
    ///   - what: what the rows have or do.
    ///   - one: the beginning of the sentence about one row.
    ///   - several: the beginning of the sentence about more.
    ///   - newValues: values that a vocabulary lacks.
    /// - Returns: the sentence with the first value.
    func breach(
        _ what: String, one: String = "row has", several: String = "rows have", newValues: [Drift] = []
    ) -> Breach? {
        guard rows > 0 else { return nil }
        let hint = example.map { " (the first: \($0))" } ?? ""
        return Breach(
            "\(rows) \(rows.choosing(one, several)) \(what)\(hint)", rows: rows, example: example, newValues: newValues)
    }

    /// The count in eight bytes, then the example.
    var memory: [UInt8] { MemoryWord.bytes(UInt64(rows)) + Array((example ?? "").utf8) }

    mutating func recall(_ memory: some RandomAccessCollection<UInt8>) -> Bool {
        guard let count = MemoryWord(memory.prefix(8)), let rows = Int(exactly: count.value) else { return false }
        self.rows = rows
        let text = String(decoding: memory.dropFirst(8), as: UTF8.self)
        example = text.isEmpty ? nil : text
        return true
    }
}

/// A number in eight bytes, the lowest first.
struct MemoryWord {
    let value: UInt64

    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 8 else { return nil }
        value = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func bytes(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }
}
