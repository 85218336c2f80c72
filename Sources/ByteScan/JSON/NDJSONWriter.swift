/// Writes rows of cells as NDJSON: one object a line, fields in order, null as `null`.
///
/// Text is copied as it stands, so cells must hold canonical JSON (see ``JSONText``).
public struct NDJSONWriter: Sendable {
    /// What stands before each value if it is text: `{"first":"` and then `,"next":"`.
    private let prefixes: PackedTexts
    /// The bytes of ``prefixes`` with room behind them for copies in wide steps.
    private let padded: [UInt8]

    /// A writer for fields with the given names.
    public init(names: [String]) {
        prefixes = PackedTexts(
            names.enumerated().map { index, name in
                var prefix: [UInt8] = [index == 0 ? ASCII.openBrace : ASCII.comma]
                CanonicalJSON.appendText(Array(name.utf8), into: &prefix)
                return prefix + [ASCII.colon, ASCII.quote]
            })
        padded = prefixes.bytes + Array(repeating: 0, count: ByteCopy.slack)
    }

    /// Appends rows until `output` holds so many bytes.
    ///
    /// - Parameters:
    ///   - rows: the rows' numbers in `table`.
    ///   - table: the cells.
    ///   - columns: the table's column of each field.
    ///   - bytes: the buffer that the cells point into.
    ///   - output: what the lines are added to.
    ///   - limit: the last row is the one with which `output` holds as many bytes or more.
    ///   - lengths: what the length of each line is added to.
    /// - Returns: the first row that was not appended.
    public func append(
        rows: Range<Int>, of table: borrowing CellTable, columns: [Int], bytes: Span<UInt8>,
        to output: inout [UInt8], until limit: Int = .max, lengths: inout [Int]
    ) -> Int {
        let largest = rows.count * (prefixes.bytes.count + 4 * columns.count + 2)
        let room = largest + table.byteCount(columns: columns, rows: rows) + ByteCopy.slack
        let missing = max(0, limit - output.count)
        let stride = table.stride
        let cells = table.cells.span
        let bounds = prefixes.bounds.span
        var next = rows.lowerBound
        unsafe bytes.withUnsafeBytes { text in
            unsafe padded.withUnsafeBytes { names in
                // Invariant: `room` is at least what the rows take with the slack behind them, and each cell lies within
                // `text`.
                output.append(addingCapacity: room) { target in
                    unsafe target.withUnsafeMutableBufferPointer { buffer, count in
                        guard let start = buffer.baseAddress, let names = names.baseAddress else { return }
                        let first = unsafe UnsafeMutableRawPointer(start) + count
                        var at = unsafe first
                        while unsafe next < rows.upperBound && at - first < missing {
                            let line = unsafe at
                            for field in columns.indices {
                                let lower = bounds[field]
                                let length = bounds[field + 1] &- lower
                                unsafe ByteCopy.copy(names + lower, to: at, count: length, available: .max)
                                unsafe at += length
                                let cell = cells[columns[field] &* stride &+ next]
                                unsafe put(cell, text: text, at: &at)
                            }
                            unsafe at.storeBytes(of: Self.lineEnd, as: UInt16.self)
                            unsafe at += 2
                            lengths.append(unsafe at - line)
                            next &+= 1
                        }
                        count += unsafe at - first
                    }
                }
            }
        }
        return next
    }

    /// Writes a value behind its prefix, whose quote goes if the value is no text.
    @inline(__always)
    private func put(_ cell: Cell, text: UnsafeRawBufferPointer, at: inout UnsafeMutableRawPointer) {
        if cell.isNull {
            unsafe (at - 1).storeBytes(of: Self.null, as: UInt32.self)
            unsafe at += 3
            return
        }
        guard let base = text.baseAddress else { return }
        if !cell.isText { unsafe at -= 1 }
        let start = Int(cell.start)
        unsafe ByteCopy.copy(base + start, to: at, count: cell.length, available: text.count &- start)
        unsafe at += cell.length
        if cell.isText {
            unsafe at.storeBytes(of: ASCII.quote, as: UInt8.self)
            unsafe at += 1
        }
    }

    private static var null: UInt32 { UInt32(littleEndian: 0x6C6C_756E) }
    private static var lineEnd: UInt16 { UInt16(littleEndian: 0x0A7D) }
}
