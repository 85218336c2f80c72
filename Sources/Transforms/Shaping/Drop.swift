public import ETL
internal import Settings

/// Leaves columns out.
///
/// The day of a row is settled when its time is read, so the column with the time may go too. What is dropped isn't
/// hidden: a row in quarantine still shows it.
public struct Drop: Transformer {
    /// The columns that it works on.
    public var fields: [String]

    /// Leaves columns out.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("drop", fields) }

    /// Binds to the columns named, of any type.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let dropped = Set(try schema.anyPlaces(of: fields, for: "drop"))
        return try ChosenColumns(schema.fields.indices.filter { !dropped.contains($0) }, of: schema, for: "drop")
    }
}

extension Drop: ColumnwiseTransformer {
    package static let form = TransformForm(
        "drop", summary: "Leaves these columns out.", example: "{ fields: [comment] }",
        keys: [.fields("The columns to leave out.", example: "[comment]")]
    ) { reader in
        reader.fields().map { Drop(fields: $0) }
    }

    /// Whether what it does depends on values.
    public var readsValues: Bool { false }
}
