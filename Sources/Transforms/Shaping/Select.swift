public import ETL

/// Keeps some columns, in the order in which they are named, and leaves all others out.
///
/// The column for unknown fields stays, last. The day of a row is settled when its time is read, so the column with the
/// time may go too.
public struct Select: Transformer {
    private let fields: [String]

    /// Keeps columns.
    public init(fields: [String]) { self.fields = fields }

    /// Binds to the columns named, of any type.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let extra = schema.index(of: Schema.extraName).map { [$0] } ?? []
        return try ChosenColumns(schema.anyPlaces(of: fields, for: "select") + extra, of: schema, for: "select")
    }
}
