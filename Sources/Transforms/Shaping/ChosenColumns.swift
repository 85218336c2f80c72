internal import ETL

/// Some of the columns, perhaps in another order; no row is touched.
struct ChosenColumns: BoundTransformer {
    let output: Schema
    private let places: [Int]

    init(_ places: [Int], of schema: Schema, for transformer: String) throws {
        self.places = places
        var output = schema
        output.fields = places.map { schema.fields[$0] }
        if let time = schema.eventTime, output.index(of: time) == nil { output.eventTime = nil }
        try output.checkNotEmpty(for: transformer)
        self.output = output
    }

    func apply(to batch: inout RecordBatch) {
        batch.columns = places.map { batch.columns[$0] }
        batch.schema = output
    }
}
