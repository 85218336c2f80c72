public import ETL
internal import Settings

/// Leaves rows out for which a condition doesn't hold: they are counted, and neither written nor quarantined.
///
/// A row that was rejected before stays in quarantine: what it says can't be relied on.
public struct Where: Transformer {
    private let condition: Condition

    /// Keeps the rows for which a condition holds.
    public init(_ condition: Condition) { self.condition = condition }

    /// The condition.
    public var identity: StageIdentity {
        var identity = StageIdentity("where", [""])
        condition.add(to: &identity)
        return identity
    }

    /// Binds to the columns that the condition names.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        RowFilter(output: schema, condition: try BoundCondition(condition, of: schema))
    }
}

extension Where: ConfiguredTransformer {
    package static let form = TransformForm(
        "where", summary: "Keeps the rows for which a condition holds.",
        example: "{ field: hang_up, equals: agent }", keys: ConditionKeys.outermost.keys,
        exactlyOneOf: ConditionKeys.outermost.exactlyOneOf
    ) { reader in
        ConditionKeys.read(reader).map { Where($0) }
    }

    /// The columns that it works on.
    public var fields: [String] { condition.fields }
    /// Whether it has nothing to do where a column is missing.
    public var needsAllFields: Bool { true }
}

private struct RowFilter: BoundTransformer {
    let output: Schema
    let condition: BoundCondition

    func apply(to batch: inout RecordBatch) {
        for row in 0..<batch.count where !condition.holds(row, in: batch) { batch.leaveOut(row) }
        batch.schema = output
    }
}
