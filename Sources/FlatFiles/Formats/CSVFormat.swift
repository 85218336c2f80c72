public import ByteScan
public import ETL

extension RowFormat {
    /// RFC 4180 with a header, LF, minimal quoting; null is an empty field, empty text is `""`.
    public static let csv = RowFormat(
        name: "csv", fileExtension: "csv", lines: LineRule(hasQuotes: true, hasHeader: true, nullIsNothing: true),
        searchDepth: 10,
        makeWriter: { CSVWriter(names: $0.names) },
        text: { line, _, place in csvText(of: line, at: place) })

    private static func csvText(of line: ArraySlice<UInt8>, at place: Int) -> [UInt8] {
        var field = 0
        var isQuoted = false
        var justEnded = false
        var text: [UInt8] = []
        for byte in line {
            defer { justEnded = byte == ASCII.quote && !isQuoted }
            if byte == ASCII.quote {
                if justEnded, field == place { text.append(byte) }
                isQuoted.toggle()
            } else if byte == ASCII.comma, !isQuoted {
                if field == place { break }
                field += 1
            } else if field == place {
                text.append(byte)
            }
        }
        return text
    }
}

extension CSVWriter: RowWriter {
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
