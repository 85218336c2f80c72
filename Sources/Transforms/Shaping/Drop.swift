public import ETL

/// Leaves columns out.
///
/// The day of a row is settled when its time is read, so the column with the time may go too. What is dropped isn't
/// hidden: a row in quarantine still shows it.
public struct Drop: Transformer {
    private let fields: [String]

    /// Leaves columns out.
    public init(fields: [String]) { self.fields = fields }

    /// Binds to the columns named, of any type.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let dropped = Set(try schema.anyPlaces(of: fields, for: "drop"))
        return try ChosenColumns(schema.fields.indices.filter { !dropped.contains($0) }, of: schema, for: "drop")
    }
}
