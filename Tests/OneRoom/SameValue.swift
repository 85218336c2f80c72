import ETL
import Settings
import Transforms

/// Expects one value in a column all day long.
struct SameValue: RowExpectation {
    let field: String
    let action: ExpectationAction

    static let form = ExpectationForm(
        "same_value", summary: "Columns with one value all day long.", example: "{ fields: [campaign_id] }",
        keys: [ExpectationKeys.fields]
    ) { keys in
        keys.fields().map { fields in
            ConfiguredExpectation(fields: fields, rows: fields.map { SameValue(field: $0, action: keys.action) })
        }
    }

    var name: String { "same_value(\(field))" }
    var identity: StageIdentity { StageIdentity("same_value", [action.rawValue, field]) }

    func bind(to schema: Schema) throws -> any BoundRowExpectation {
        guard let place = schema.index(of: field) else {
            throw ETLError(
                .configuration, scope: .report, "\(name): there is no column called \(field)",
                advice: "Name one of \(schema.names.joined(separator: ", ")).", subject: field)
        }
        return Bound(place: place, field: field)
    }

    private struct Bound: BoundRowExpectation {
        let place: Int
        let field: String
        /// The value of the first row, and how many rows have another; nil before the first row.
        var seen: (value: [UInt8], others: Int)?

        mutating func see(_ batch: borrowing RecordBatch, rows: Range<Int>) {
            for row in rows where batch.isKept(row) {
                let value = batch.decoded(batch[place, row])
                if let seen {
                    if value != seen.value { self.seen?.others += 1 }
                } else {
                    seen = (value, 0)
                }
            }
        }

        var breach: Breach? {
            guard let seen, seen.others > 0 else { return nil }
            return Breach("\(seen.others) rows have another \(field) than the first", rows: seen.others)
        }

        var memory: [UInt8] {
            guard let seen else { return [0] }
            return [1] + (0..<8).map { UInt8(truncatingIfNeeded: seen.others >> (8 * $0)) } + seen.value
        }

        mutating func recall(_ memory: [UInt8]) -> Bool {
            switch memory.first {
            case 0: seen = nil
            case 1 where memory.count >= 9:
                let others = memory[1..<9].reversed().reduce(0) { $0 << 8 | Int($1) }
                seen = (Array(memory[9...]), others)
            default: return false
            }
            return true
        }
    }
}
