internal import ByteScan
public import ETL
internal import Settings

/// Expects a value in every row.
public struct NotNull: RowExpectation {
    /// What happens to a day that lacks some.
    public let action: ExpectationAction
    private let field: String

    /// Expects a value in a column.
    public init(_ field: String, action: ExpectationAction = .stop) {
        self.field = field
        self.action = action
    }

    /// `not_null(conn_id)`.
    public var name: String { "not_null(\(field))" }

    /// What is expected, and what happens where it is not so.
    public var identity: StageIdentity { StageIdentity("not_null", [action.rawValue, field]) }

    /// Binds to the column.
    public func bind(to schema: Schema) throws -> any BoundRowExpectation {
        BoundNotNull(name: field, field: try schema.place(of: field, for: name))
    }
}

extension NotNull {
    static let form = ExpectationForm(
        "not_null", summary: "Columns with a value in every row.", example: "{ fields: [conn_id] }",
        keys: [ExpectationKeys.fields]
    ) { keys in
        keys.fields().map { fields in
            ConfiguredExpectation(fields: fields, rows: fields.map { NotNull($0, action: keys.action) })
        }
    }
}

private struct BoundNotNull: BoundRowExpectation {
    let name: String
    let field: Int
    var tally = BreachTally()

    mutating func see(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        for row in rows where batch[field, row].isNull && batch.isKept(row) { tally.add(example: nil) }
    }

    var breach: Breach? { tally.breach("no \(name)") }
    var memory: [UInt8] { tally.memory }
    mutating func recall(_ memory: [UInt8]) -> Bool { tally.recall(memory) }
}
