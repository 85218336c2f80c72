public import ETL

/// Gives columns other names, all at once, so that two can exchange theirs.
///
/// Rows in quarantine show the source's own keys still.
public struct Rename: Transformer {
    private let names: [(from: String, to: String)]

    /// Renames columns.
    public init(_ names: [(from: String, to: String)]) { self.names = names }

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

private struct RenamedColumns: BoundTransformer {
    let output: Schema

    func apply(to batch: inout RecordBatch) { batch.schema = output }
}
