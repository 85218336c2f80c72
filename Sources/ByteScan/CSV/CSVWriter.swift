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
            CSVField.append(text.span, 0..<text.count, to: &line)
        }
        line.append(ASCII.lineFeed)
        header = line
    }

    /// Appends rows until `output` holds so many bytes; the parameters are those of
    /// ``NDJSONWriter/append(rows:of:columns:bytes:to:until:lengths:)``.
    public func append(
        rows: Range<Int>, of table: borrowing CellTable, columns: [Int], bytes: Span<UInt8>,
        to output: inout [UInt8], until limit: Int = .max, lengths: inout [Int]
    ) -> Int {
        // A value takes two quotes and a comma beside its bytes; only in JSON itself are there quotes to be doubled.
        let values = table.byteCount(columns: columns, rows: rows) {
            $0.kind == .composite ? 2 &* $0.length : $0.length
        }
        let room = rows.count * (3 * columns.count + 1) + values + ByteCopy.slack
        let missing = max(0, limit - output.count)
        let stride = table.stride
        let cells = table.cells.span
        // Memory that is used again for each unusual value.
        var decoded: [UInt8] = []
        var field: [UInt8] = []
        var next = rows.lowerBound
        unsafe bytes.withUnsafeBytes { text in
            // Invariant: `room` is at least what the rows take with the slack behind them, and each cell lies within
            // `text`.
            output.append(addingCapacity: room) { target in
                unsafe target.withUnsafeMutableBufferPointer { buffer, count in
                    guard let start = buffer.baseAddress else { return }
                    let first = unsafe UnsafeMutableRawPointer(start) + count
                    var at = unsafe first
                    while unsafe next < rows.upperBound && at - first < missing {
                        let line = unsafe at
                        for column in columns {
                            let cell = cells[column &* stride &+ next]
                            if !cell.isNull {
                                unsafe put(cell, bytes: bytes, text: text, decoded: &decoded, field: &field, at: &at)
                            }
                            unsafe at.storeBytes(of: ASCII.comma, as: UInt8.self)
                            unsafe at += 1
                        }
                        // The last comma makes room for the end of the line.
                        if !columns.isEmpty { unsafe at -= 1 }
                        unsafe at.storeBytes(of: ASCII.lineFeed, as: UInt8.self)
                        unsafe at += 1
                        lengths.append(unsafe at - line)
                        next &+= 1
                    }
                    count += unsafe at - first
                }
            }
        }
        return next
    }

    @inline(__always)
    private func put(
        _ cell: Cell, bytes: Span<UInt8>, text: UnsafeRawBufferPointer, decoded: inout [UInt8],
        field: inout [UInt8], at: inout UnsafeMutableRawPointer
    ) {
        guard let base = text.baseAddress else { return }
        let start = Int(cell.start)
        let length = cell.length
        switch cell.kind {
        case .null:
            break
        case .number, .boolean:
            unsafe ByteCopy.copy(base + start, to: at, count: length, available: text.count &- start)
            unsafe at += length
        case .text:
            // JSON escapes quotes and the ends of lines, so that a comma alone asks for quotes.
            let source = unsafe (base + start).assumingMemoryBound(to: UInt8.self)
            let isQuoted = unsafe length == 0 || hasComma(source, length, available: text.count &- start)
            if isQuoted {
                unsafe at.storeBytes(of: ASCII.quote, as: UInt8.self)
                unsafe at += 1
            }
            unsafe ByteCopy.copy(base + start, to: at, count: length, available: text.count &- start)
            unsafe at += length
            if isQuoted {
                unsafe at.storeBytes(of: ASCII.quote, as: UInt8.self)
                unsafe at += 1
            }
        default:
            unsafe putUnusual(cell, bytes: bytes, decoded: &decoded, field: &field, at: &at)
        }
    }

    @inline(__always)
    private func hasComma(_ text: UnsafePointer<UInt8>, _ count: Int, available: Int) -> Bool {
        if available >= 8 { return unsafe Wide.contains(ASCII.comma, in: text, count: count) }
        for at in 0..<count where unsafe text[at] == ASCII.comma { return true }
        return false
    }

    /// A value with escapes, or of several JSON values.
    @inline(never)
    private func putUnusual(
        _ cell: Cell, bytes: Span<UInt8>, decoded: inout [UInt8], field: inout [UInt8],
        at: inout UnsafeMutableRawPointer
    ) {
        field.removeAll(keepingCapacity: true)
        if cell.kind == .escaped {
            decoded.removeAll(keepingCapacity: true)
            JSONText.decode(bytes, cell.range, into: &decoded)
            CSVField.append(decoded.span, 0..<decoded.count, to: &field)
        } else {
            CSVField.append(bytes, cell.range, to: &field)
        }
        unsafe field.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe at.copyMemory(from: start, byteCount: source.count)
            unsafe at += source.count
        }
    }
}
