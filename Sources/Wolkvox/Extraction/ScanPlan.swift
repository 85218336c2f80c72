internal import ByteScan
internal import ETL

/// How answers become batches: which keys, which columns, what is done to rows before anybody sees them.
struct ScanPlan: Sendable {
    /// The columns of the batches.
    let schema: Schema
    /// The keys in the order in which answers are expected to have them.
    let keys: [String]
    /// For each column of the schema its place in the table that the scanner fills.
    let columns: [Int]
    /// How nested data become rows.
    let flatten: FlattenRule?
    let unknownFields: UnknownFieldPolicy
    let onInvalid: InvalidPolicy
    /// Text for columns that every row has the same of, by the column's name.
    var stamps: [(column: String, text: String)] = []
    /// How much is gathered before a batch is handed over: little enough to stay in a core's own cache on its way
    /// through all stages.
    var batchBytes = 128 << 10
    var batchRows = 1000
    /// An answer with more rows is not read to its end: its window has to be split all the same.
    var mostRows = Int.max

    init(report: ReportDefinition, unknownFields: UnknownFieldPolicy, onInvalid: InvalidPolicy) {
        let schema = report.schema(unknownFields: unknownFields)
        let keys = report.scanOrder
        let places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        var next = keys.count
        columns = schema.fields.map { field in
            if let origin = field.origin, let place = places[origin] { return place }
            next += 1
            return next - 1
        }
        self.schema = schema
        self.keys = keys
        flatten = report.flatten
        self.unknownFields = unknownFields
        self.onInvalid = onInvalid
    }

    func makeBatch() -> RecordBatch {
        RecordBatch(schema: schema, columns: columns, rowCapacity: batchRows, onInvalid: onInvalid)
    }
}
