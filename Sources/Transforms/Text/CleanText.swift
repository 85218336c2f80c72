internal import ByteScan
public import ETL

/// Gives text columns one way to say nothing: empty and blank values become null, and so does a dash alone, which the
/// API writes for a missing value, in every column that isn't free text. All other text stays byte for byte, blanks
/// around it included.
///
/// A number or a truth value that the source sent without quotes becomes the text of the same characters; an object or
/// array doesn't fit.
public struct CleanText: Transformer {
    private let fields: [String]

    /// Cleans columns.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("text", fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        BoundCleanText(
            output: schema, columns: try schema.places(of: fields, for: "text").map { TextColumn($0, of: schema) })
    }
}

private struct BoundCleanText: BoundTransformer {
    let output: Schema
    var columns: [TextColumn]

    mutating func apply(to batch: inout RecordBatch) {
        for index in columns.indices { columns[index].clean(&batch) }
        batch.schema = output
    }
}
