internal import ETL

/// Columns whose values go through converters.
struct ConvertedColumns<Converter: ValueConverter>: BoundTransformer {
    let output: Schema
    private var columns: [ConvertedColumn<Converter>]

    init(_ names: [String], of schema: Schema, for transformer: String, _ converter: (Field) -> Converter) throws {
        let places = try schema.places(of: names, for: transformer)
        columns = places.map { ConvertedColumn(field: $0, converter: converter(schema.fields[$0])) }
        var output = schema
        for place in places { output.fields[place].type = Converter.type }
        self.output = output
    }

    mutating func apply(to batch: inout RecordBatch) {
        for index in columns.indices { columns[index].convert(&batch) }
        batch.schema = output
    }
}
