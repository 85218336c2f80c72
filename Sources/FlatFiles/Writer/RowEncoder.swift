internal import ByteScan
internal import ETL

/// Writes rows in the format of the data file.
enum RowEncoder {
    case ndjson(NDJSONWriter)
    case csv(CSVWriter)

    init(_ format: FlatFileFormat, schema: Schema) {
        switch format {
        case .ndjson: self = .ndjson(NDJSONWriter(names: schema.names))
        case .csv: self = .csv(CSVWriter(names: schema.names))
        }
    }

    /// What stands before the first row.
    var header: [UInt8] {
        switch self {
        case .ndjson: []
        case .csv(let writer): writer.header
        }
    }

    /// Appends rows until `output` holds so many bytes, with the length of each; returns the first row that is left.
    func append(
        _ rows: Range<Int>, of batch: borrowing RecordBatch, to output: inout [UInt8], until limit: Int,
        lengths: inout [Int]
    ) -> Int {
        switch self {
        case .ndjson(let writer):
            writer.append(
                rows: rows, of: batch.rows.table, columns: batch.columns, bytes: batch.bytes.span, to: &output,
                until: limit, lengths: &lengths)
        case .csv(let writer):
            writer.append(
                rows: rows, of: batch.rows.table, columns: batch.columns, bytes: batch.bytes.span, to: &output,
                until: limit, lengths: &lengths)
        }
    }
}
