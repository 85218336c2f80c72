internal import ByteScan
public import ETL
internal import Settings

/// Expects no two rows of a day with the same values in some columns, taken together.
///
/// A row with a null among them is like no other. What is compared is a hash of 64 bits, which takes some sixteen bytes
/// of memory a row: among a million rows two different ones are taken for the same once in forty million days.
public struct Unique: RowExpectation {
    /// What happens to a day that has one twice.
    public let action: ExpectationAction
    private let fields: [String]

    /// Expects the values of columns, taken together, once.
    public init(_ fields: [String], action: ExpectationAction = .stop) {
        self.fields = fields
        self.action = action
    }

    /// `unique(conn_id)`.
    public var name: String { "unique(\(fields.joined(separator: ", ")))" }

    /// What is expected, and what happens where it is not so.
    public var identity: StageIdentity { StageIdentity("unique", [action.rawValue] + fields) }

    /// Binds to the columns.
    public func bind(to schema: Schema) throws -> any BoundRowExpectation {
        BoundUnique(
            names: fields.joined(separator: ", "),
            fields: try fields.map { field throws(ETLError) in try schema.place(of: field, for: name) })
    }
}

extension Unique {
    static let form = ExpectationForm(
        "unique", summary: "Columns whose values, taken together, stand once in a day.",
        example: "{ fields: [conn_id] }", keys: [ExpectationKeys.fields]
    ) { keys in
        keys.fields().map { ConfiguredExpectation(fields: $0, rows: [Unique($0, action: keys.action)]) }
    }
}

private struct BoundUnique: BoundRowExpectation {
    let names: String
    let fields: [Int]
    var seen: Set<UInt64> = []
    var tally = BreachTally()

    mutating func see(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        let bytes = batch.bytes.span
        next: for row in rows where batch.isKept(row) {
            var hash = RowHash()
            for field in fields {
                let cell = batch[field, row]
                if cell.isNull { continue next }
                hash.add(bytes, cell.range)
            }
            guard !seen.insert(hash.value).inserted else { continue }
            let values = fields.map { batch.example($0, row) ?? "" }
            tally.add(example: values.joined(separator: ", "))
        }
    }

    var breach: Breach? { tally.breach(names, one: "row repeats", several: "rows repeat") }

    var memory: [UInt8] {
        var memory = MemoryWord.bytes(UInt64(seen.count))
        memory.reserveCapacity(8 * (seen.count + 1) + 100)
        for hash in seen { memory += MemoryWord.bytes(hash) }
        return memory + tally.memory
    }

    mutating func recall(_ memory: [UInt8]) -> Bool {
        guard let count = MemoryWord(memory.prefix(8)), count.value <= UInt64(memory.count / 8) else { return false }
        seen = []
        for index in 0..<Int(count.value) {
            let start = 8 * (index + 1)
            guard start + 8 <= memory.count, let hash = MemoryWord(memory[start..<start + 8]) else { return false }
            seen.insert(hash.value)
        }
        return tally.recall(memory.dropFirst(8 * (Int(count.value) + 1)))
    }
}

/// A hash of texts one after another that is the same in every process.
private struct RowHash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        for at in range { state = (state ^ UInt64(bytes[at])) &* 0x100_0000_01B3 }
        // No byte of sound text: "a", "bc" and "ab", "c" differ.
        state = (state ^ 0xFF) &* 0x100_0000_01B3
    }

    /// The bits stirred, so that near texts do not lie near.
    var value: UInt64 {
        var value = state
        value = (value ^ value >> 33) &* 0xFF51_AFD7_ED55_8CCD
        value = (value ^ value >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return value ^ value >> 33
    }
}
