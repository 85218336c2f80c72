internal import ETL

/// Text columns that go through a rule where they stand.
struct RewrittenColumns<Rule: TextRule>: BoundTransformer {
    let output: Schema
    private var columns: [RewrittenColumn<Rule>]

    init(_ names: [String], of schema: Schema, for transformer: String, _ rule: Rule) throws {
        output = schema
        columns = try schema.places(of: names, for: transformer).map { RewrittenColumn(field: $0, rule: rule) }
    }

    mutating func apply(to batch: inout RecordBatch) {
        for index in columns.indices { columns[index].rewrite(&batch) }
        batch.schema = output
    }
}
