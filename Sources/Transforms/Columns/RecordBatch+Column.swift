internal import ByteScan
internal import ETL

extension RecordBatch {
    /// Lends all cells for writing, the range of those of one field, and the bytes for reading.
    mutating func withColumn(
        _ field: Int, _ body: (inout MutableSpan<Cell>, Range<Int>, Span<UInt8>) -> Void
    ) {
        let range = cellIndex(field, 0)..<cellIndex(field, 0) + count
        // A second reference, gone before anybody adds bytes, so that none are copied.
        let bytes = bytes
        var cells = rows.table.cells.mutableSpan
        body(&cells, range, bytes.span)
    }
}
