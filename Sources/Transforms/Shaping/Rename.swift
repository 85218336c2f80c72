public import ETL
internal import Settings

/// Gives columns other names, all at once, so that two can exchange theirs.
///
/// Rows in quarantine show the source's own keys still.
public struct Rename: Transformer {
    private let names: [(from: String, to: String)]

    /// Renames columns.
    public init(_ names: [(from: String, to: String)]) { self.names = names }

    /// The names.
    public var identity: StageIdentity { StageIdentity("rename", names.flatMap { [$0.from, $0.to] }) }

    /// Binds to the columns named, of any type.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let places = try schema.anyPlaces(of: names.map(\.from), for: "rename")
        var output = schema
        var taken = schema.fields.indices.filter { !places.contains($0) }.map { schema.fields[$0].name }
        for (place, name) in zip(places, names) {
            try schema.checkNewName(name.to, among: taken, for: "rename")
            taken.append(name.to)
            output.fields[place].name = name.to
            if schema.eventTime == name.from { output.eventTime = name.to }
        }
        return RenamedColumns(output: output)
    }
}

extension Rename: ConfiguredTransformer {
    private static let pairs = KeyShape(
        "fields", .openMapping(.column), presence: .required, summary: "Each column with its new name.",
        example: "{ telephone: phone }")

    package static let form = TransformForm(
        "rename", summary: "Gives columns other names.", example: "{ fields: { telephone: phone } }",
        keys: [pairs]
    ) { reader in
        let name = Setting.column("fields", summary: pairs.summary, example: pairs.example)
        return reader.entries(pairs) { _, entry in reader.scalar(entry.value, as: name) }
            .map { entries in Rename(entries.map { ($0.name, $0.value) }) }
    }

    /// The columns that it works on.
    public var fields: [String] { names.map(\.from) }
    /// The columns that it makes.
    public var newFields: [String] { names.map(\.to) }
    /// The columns that have other names afterwards.
    public var renamings: [(from: String, to: String)] { names }
    /// Whether what it does depends on values.
    public var readsValues: Bool { false }

    /// Renames the columns that are there.
    public func narrowed(to columns: [String]) -> Rename? {
        let rest = names.filter { columns.contains($0.from) }
        return rest.isEmpty ? nil : Rename(rest)
    }
}

private struct RenamedColumns: BoundTransformer {
    let output: Schema

    func apply(to batch: inout RecordBatch) { batch.schema = output }
}
