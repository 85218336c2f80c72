/// Writes rows of cells as CSV: RFC 4180 with LF, minimal quoting, null as an empty field and empty text as `""`.
public struct CSVWriter: Sendable {
    /// The header line.
    public let header: [UInt8]

    /// A writer for fields with the given names.
    public init(names: [String]) {
        var line: [UInt8] = []
        for (index, name) in names.enumerated() {
            if index > 0 { line.append(ASCII.comma) }
            let text = Array(name.utf8)
            Self.appendField(text.span, 0..<text.count, to: &line)
        }
        line.append(ASCII.lineFeed)
        header = line
    }

    /// Appends one row; the parameters are those of ``NDJSONWriter/append(row:of:columns:bytes:to:)``.
    public func append(
        row: Int, of table: borrowing CellTable, columns: [Int], bytes: Span<UInt8>, to output: inout [UInt8]
    ) {
        let cells = table.cells.span
        for index in columns.indices {
            if index > 0 { output.append(ASCII.comma) }
            let cell = cells[columns[index] &* table.rowCapacity &+ row]
            switch cell.kind {
            case .null:
                break
            case .number, .boolean:
                Self.copy(bytes, cell.range, to: &output)
            case .escaped:
                var text: [UInt8] = []
                JSONText.decode(bytes, cell.range, into: &text)
                Self.appendField(text.span, 0..<text.count, to: &output)
            default:
                Self.appendField(bytes, cell.range, to: &output)
            }
        }
        output.append(ASCII.lineFeed)
    }

    private static func appendField(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        guard range.isEmpty || needsQuotes(bytes, range) else { return copy(bytes, range, to: &output) }
        output.append(ASCII.quote)
        for at in range {
            if bytes[at] == ASCII.quote { output.append(ASCII.quote) }
            output.append(bytes[at])
        }
        output.append(ASCII.quote)
    }

    private static func copy(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        output.append(addingCapacity: range.count) { target in
            for at in range { target.append(bytes[at]) }
        }
    }

    private static func needsQuotes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for at in range {
            switch bytes[at] {
            case ASCII.comma, ASCII.quote, ASCII.lineFeed, ASCII.carriageReturn: return true
            default: continue
            }
        }
        return false
    }
}
