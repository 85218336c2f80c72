public import ETL
internal import Settings

/// Keeps some columns, in the order in which they are named, and leaves all others out.
///
/// The column for unknown fields stays, last. The day of a row is settled when its time is read, so the column with the
/// time may go too.
public struct Select: Transformer {
    /// The columns that it works on.
    public var fields: [String]

    /// Keeps columns.
    public init(fields: [String]) { self.fields = fields }

    /// The columns in their order.
    public var identity: StageIdentity { StageIdentity("select", fields) }

    /// Binds to the columns named, of any type.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let extra = schema.index(of: Schema.extraName).map { [$0] } ?? []
        return try ChosenColumns(schema.anyPlaces(of: fields, for: "select") + extra, of: schema, for: "select")
    }
}

extension Select: ColumnwiseTransformer {
    package static let form = TransformForm(
        "select", summary: "Keeps these columns, in this order.", example: "{ fields: [date, agent_id, cost] }",
        keys: [.fields("The columns to keep.", example: "[date, agent_id, cost]")]
    ) { reader in
        reader.fields().map { Select(fields: $0) }
    }

    /// Whether what it does depends on values.
    public var readsValues: Bool { false }
}
