internal import ByteScan
public import ETL
internal import Settings

/// Takes blanks off both ends of texts; a text of nothing but blanks becomes null.
public struct Trim: Transformer {
    /// The columns that it works on.
    public var fields: [String]

    /// Trims columns.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("trim", fields) }

    /// Binds to the columns named, which must be text.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        RewrittenColumns(try schema.places(of: fields, for: "trim"), rule: TrimRule(), output: schema)
    }
}

extension Trim: ColumnwiseTransformer {
    package static let form = TransformForm(
        "trim", summary: "Takes blanks off both ends.", example: "{ fields: [comment] }", keys: [.fields]
    ) { reader in
        reader.fields().map { Trim(fields: $0) }
    }
}

private struct TrimRule: TextRule {
    func rewrite(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) -> Rewrite {
        let rest = Blanks.trim(bytes, range)
        if rest == range { return .stays }
        for at in rest { output.append(bytes[at]) }
        return rest.isEmpty ? .null : .written
    }
}
