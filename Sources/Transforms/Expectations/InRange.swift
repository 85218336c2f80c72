internal import ByteScan
public import ETL
internal import Settings

/// Expects each value of a column to lie between two bounds, both included; null is passed over.
///
/// Numbers are compared exactly. Days and times are compared by the clock on the wall, as far as the bound says: with
/// the day 2026-10-01 as the highest, all of that day is within.
public struct InRange: RowExpectation {
    /// What happens to a day with values beyond.
    public let action: ExpectationAction
    private let field: String
    private let least: String?
    private let most: String?

    /// Expects values of a column between bounds; nil is not a bound.
    public init(_ field: String, from least: String?, to most: String?, action: ExpectationAction = .stop) {
        self.field = field
        self.least = least
        self.most = most
        self.action = action
    }

    /// `range(cost)`.
    public var name: String { "range(\(field))" }

    /// What is expected, and what happens where it is not so.
    public var identity: StageIdentity { StageIdentity("range", [action.rawValue, field, least ?? "", most ?? ""]) }

    /// Binds to the column, which must be of numbers, days or times, as the bounds are.
    public func bind(to schema: Schema) throws -> any BoundRowExpectation {
        let place = try schema.place(of: field, for: name)
        let type = schema.fields[place].type
        let bounds = try [least, most].map { text throws(ETLError) in
            try text.map { text throws(ETLError) in try bound(text, for: type) }
        }
        return BoundInRange(name: field, field: place, least: bounds[0], most: bounds[1])
    }

    private func bound(_ text: String, for type: FieldType) throws(ETLError) -> RangeBound {
        guard let bound = RangeBound(text), bound.complaint(of: type) == nil else {
            throw .transform(
                name, "'\(text)' is not a bound for values of the type \(type.rawValue)",
                advice: "Give a number for numbers, and 2026-10-01 or 2026-10-01 08:15:42 for days and times.")
        }
        return bound
    }
}

extension InRange {
    private static let min = Setting(
        KeyShape("min", .bound, summary: "The lowest value, included.", example: "0"), parse)
    private static let max = Setting(
        KeyShape("max", .bound, summary: "The highest value, included.", example: "86400"), parse)

    private static func parse(_ text: String) throws(Complaint) -> String {
        guard RangeBound(text) != nil else { throw .notThat }
        return text
    }

    static let form = ExpectationForm(
        "range", summary: "Bounds for a column of numbers, days or times.",
        example: "{ field: time_seg, min: 0, max: 86400 }", keys: [ExpectationKeys.field, min.shape, max.shape]
    ) { keys in
        let context = keys.reader.context
        let column = keys.field()
        let least = given(min, keys.reader)
        let most = given(max, keys.reader)
        guard keys.reader.has(min) || keys.reader.has(max) else {
            context.error("range needs 'min' or 'max', such as `min: 0`", at: keys.reader.place)
            return nil
        }
        guard let column, least != nil || !keys.reader.has(min), most != nil || !keys.reader.has(max) else {
            return nil
        }
        var isRight = true
        for (scalar, bound) in [least, most].compactMap({ $0 }) {
            guard let complaint = column.type.flatMap(bound.complaint) else { continue }
            context.error("range: \(column.scalar.shown) \(complaint)", at: scalar.place)
            isRight = false
        }
        if isRight, let least, let most, let mistake = least.bound.mistake(below: most.bound) {
            context.error("range: \(mistake)", at: least.scalar.place)
            isRight = false
        }
        let name = column.scalar.text
        let range = InRange(name, from: least?.scalar.text, to: most?.scalar.text, action: keys.action)
        return isRight ? ConfiguredExpectation(fields: [name], rows: [range]) : nil
    }

    private static func given(
        _ setting: Setting<String>, _ reader: MappingReader
    ) -> (scalar: ScalarValue, bound: RangeBound)? {
        guard let scalar = reader.scalar(setting), let text = reader.context.parse(scalar, as: setting) else {
            return nil
        }
        return RangeBound(text).map { (scalar, $0) }
    }
}

private struct BoundInRange: BoundRowExpectation {
    let name: String
    let field: Int
    let least: RangeBound?
    let most: RangeBound?
    var tally = BreachTally()

    mutating func see(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        for row in rows where batch.isKept(row) {
            let cell = batch[field, row]
            if cell.isNull || isWithin(cell.range, batch.bytes.span) { continue }
            tally.add(example: batch.example(field, row))
        }
    }

    private func isWithin(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        if let least, least.order(of: bytes, range) == .less { return false }
        if let most, most.order(of: bytes, range) == .more { return false }
        return true
    }

    var breach: Breach? { tally.breach("a \(name) out of range") }
    var memory: [UInt8] { tally.memory }
    mutating func recall(_ memory: [UInt8]) -> Bool { tally.recall(memory) }
}
