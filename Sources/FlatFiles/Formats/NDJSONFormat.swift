public import ByteScan
public import ETL

extension RowFormat {
    /// One JSON object a line.
    public static let ndjson = RowFormat(
        name: "ndjson", fileExtension: "ndjson", lines: LineRule(),
        makeWriter: { NDJSONWriter(names: $0.names) },
        text: { line, column, _ in JSONParts(line)[column].flatMap { $0.shown == "null" ? nil : $0.bytes } })
}

extension NDJSONWriter: RowWriter {
    /// Nothing.
    public var header: [UInt8] { [] }

    /// Appends rows until `output` holds `limit` bytes or more; returns the first row that is left.
    public func append(
        _ rows: Range<Int>, of batch: borrowing RecordBatch, to output: inout [UInt8], until limit: Int,
        lengths: inout [Int]
    ) -> Int {
        append(
            rows: rows, of: batch.rows.table, columns: batch.columns, bytes: batch.bytes.span, to: &output,
            until: limit, lengths: &lengths)
    }
}
