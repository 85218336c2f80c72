import ByteScan
import ETL
import FlatFiles

extension RowFormat {
    /// Fields with tabs between them; a tab, a line end or a backslash within a value is escaped, null is `\N`.
    static let tsv = RowFormat(
        name: "tsv", fileExtension: "tsv", lines: LineRule(hasHeader: true),
        makeWriter: { TSVWriter(names: $0.fields.map(\.name)) },
        text: { line, _, place in
            let fields = line.split(separator: TSVWriter.tab, omittingEmptySubsequences: false)
            return place < fields.count ? Array(fields[place]) : nil
        })
}

/// Writes rows with tabs between their values.
struct TSVWriter: RowWriter {
    static let tab = UInt8(ascii: "\t")
    private static let lineEnd = UInt8(ascii: "\n")

    let header: [UInt8]

    init(names: [String]) { header = Array((names.joined(separator: "\t") + "\n").utf8) }

    func append(
        _ rows: Range<Int>, of batch: borrowing RecordBatch, to output: inout [UInt8], until limit: Int,
        lengths: inout [Int]
    ) -> Int {
        for row in rows {
            guard output.count < limit else { return row }
            let start = output.count
            for field in batch.columns.indices {
                if field > 0 { output.append(Self.tab) }
                append(batch[field, row], of: batch, to: &output)
            }
            output.append(Self.lineEnd)
            lengths.append(output.count - start)
        }
        return rows.upperBound
    }

    private func append(_ cell: Cell, of batch: borrowing RecordBatch, to output: inout [UInt8]) {
        if cell.isNull { return output.append(contentsOf: "\\N".utf8) }
        for byte in batch.decoded(cell) {
            switch byte {
            case Self.tab: output.append(contentsOf: "\\t".utf8)
            case Self.lineEnd: output.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\\"): output.append(contentsOf: "\\\\".utf8)
            default: output.append(byte)
            }
        }
    }
}
