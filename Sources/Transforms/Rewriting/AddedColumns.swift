internal import ByteScan
internal import ETL

/// Text columns that stay, each with another right behind it that holds what a rule makes of it.
struct AddedColumns<Rule: TextRule>: BoundTransformer {
    let output: Schema
    /// From right to left, so that inserting moves none that is still to come.
    private var columns: [(place: Int, column: RewrittenColumn<Rule>)]

    init(
        _ names: [String], of schema: Schema, for transformer: String, _ rule: Rule, naming: (Field) -> Field
    ) throws {
        let places = try schema.places(of: names, for: transformer).sorted(by: >)
        var output = schema
        for place in places { try output.add(naming(schema.fields[place]), at: place + 1, for: transformer) }
        self.output = output
        columns = places.map { ($0, RewrittenColumn(field: $0, rule: rule)) }
    }

    mutating func apply(to batch: inout RecordBatch) {
        for index in columns.indices {
            let added = batch.rows.table.addColumn()
            columns[index].column.rewrite(&batch, into: added)
            batch.columns.insert(added, at: columns[index].place + 1)
        }
        batch.schema = output
    }
}
