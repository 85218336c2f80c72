internal import ByteScan
public import ETL
internal import Settings

/// Expects each value of a column to be one of a vocabulary; null is none of the vocabulary's business.
public struct AcceptedValues: RowExpectation {
    /// What happens to a day with other values.
    public let action: ExpectationAction
    private let field: String
    private let values: [String]

    /// Expects values of a column among some.
    public init(_ field: String, _ values: [String], action: ExpectationAction = .stop) {
        self.field = field
        self.values = values
        self.action = action
    }

    /// `accepted(hang_up)`.
    public var name: String { "accepted(\(field))" }

    /// What is expected, and what happens where it is not so.
    public var identity: StageIdentity { StageIdentity("accepted", [action.rawValue, field] + values) }

    /// Binds to the column.
    public func bind(to schema: Schema) throws -> any BoundRowExpectation {
        BoundAcceptedValues(name: field, field: try schema.place(of: field, for: name), values: values)
    }
}

extension AcceptedValues {
    private static let accepted = KeyShape(
        "values", .list(.text), presence: .required, summary: "The values, as they are written.",
        example: "[agent, customer]")

    static let form = ExpectationForm(
        "accepted", summary: "The only values that a column may have.",
        example: "{ field: hang_up, values: [agent, customer] }", keys: [ExpectationKeys.field, accepted]
    ) { keys in
        let column = keys.field()
        let item = Setting(accepted.item(.text))
        guard let values = keys.reader.list(accepted, of: item), let column else { return nil }
        let name = column.scalar
        guard column.type != .json else {
            keys.reader.context.error("field: \(name.shown) holds JSON objects, not single values", at: name.place)
            return nil
        }
        return ConfiguredExpectation(
            fields: [name.text], rows: [AcceptedValues(name.text, values, action: keys.action)])
    }
}

private struct BoundAcceptedValues: BoundRowExpectation {
    private static let mostNewValues = 20

    let name: String
    let field: Int
    /// As JSON spells them, by their length.
    private let accepted: [[[UInt8]]]
    private var newValues: [[UInt8]] = []
    private var tally = BreachTally()

    init(name: String, field: Int, values: [String]) {
        self.name = name
        self.field = field
        let spelled = values.map { JSONText.encoded(Array($0.utf8)) }
        var byLength = [[[UInt8]]](repeating: [], count: (spelled.map(\.count).max() ?? 0) + 1)
        for value in spelled { byLength[value.count].append(value) }
        accepted = byLength
    }

    mutating func see(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        for row in rows where batch.isKept(row) {
            let cell = batch[field, row]
            if cell.isNull || isAccepted(cell.range, batch.bytes.span) { continue }
            tally.add(example: batch.example(field, row))
            note(row, batch)
        }
    }

    private func isAccepted(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        guard range.count < accepted.count else { return false }
        return accepted[range.count].contains { Self.equal($0, range: range, bytes: bytes) }
    }

    private mutating func note(_ row: Int, _ batch: borrowing RecordBatch) {
        let (range, bytes) = (batch[field, row].range, batch.bytes.span)
        guard newValues.count < Self.mostNewValues,
            !newValues.contains(where: { Self.equal($0, range: range, bytes: bytes) })
        else {
            return
        }
        var value = range.map { bytes[$0] }
        if let shape = batch.shapeInstead(field, row) {
            value = JSONText.encoded(Array(shape.utf8))
            if newValues.contains(value) { return }
        }
        newValues.append(value)
    }

    private static func equal(_ value: [UInt8], range: Range<Int>, bytes: Span<UInt8>) -> Bool {
        guard value.count == range.count else { return false }
        for index in value.indices where value[index] != bytes[range.lowerBound + index] { return false }
        return true
    }

    var breach: Breach? {
        tally.breach(
            "another \(name) than is accepted",
            newValues: newValues.map { value in
                let text = String(decoding: JSONText.decoded(value.span, value.indices), as: UTF8.self)
                return Drift(.newValue, field: name, example: Example.shown(text))
            })
    }

    /// Each new value behind its length, then the tally.
    var memory: [UInt8] {
        let values = newValues.flatMap { MemoryWord.bytes(UInt64($0.count)) + $0 }
        return MemoryWord.bytes(UInt64(newValues.count)) + values + tally.memory
    }

    mutating func recall(_ memory: [UInt8]) -> Bool {
        guard let count = MemoryWord(memory.prefix(8)), count.value <= UInt64(Self.mostNewValues) else { return false }
        var rest = memory.dropFirst(8)
        newValues = []
        for _ in 0..<count.value {
            guard let length = MemoryWord(rest.prefix(8)), length.value <= UInt64(rest.count) else { return false }
            newValues.append(Array(rest.dropFirst(8).prefix(Int(length.value))))
            rest = rest.dropFirst(8 + Int(length.value))
        }
        return tally.recall(rest)
    }
}
