/// Writes rows of cells as NDJSON: one object a line, fields in order, null as `null`.
///
/// Text is copied as it stands, so cells must hold canonical JSON (see ``JSONText``).
public struct NDJSONWriter: Sendable {
    /// What stands before each value: `{"first":` and then `,"next":`.
    private let prefixes: PackedTexts

    /// A writer for fields with the given names.
    public init(names: [String]) {
        prefixes = PackedTexts(
            names.enumerated().map { index, name in
                var prefix: [UInt8] = [index == 0 ? ASCII.openBrace : ASCII.comma]
                CanonicalJSON.appendText(Array(name.utf8), into: &prefix)
                prefix.append(ASCII.colon)
                return prefix
            })
    }

    /// Appends one row.
    ///
    /// - Parameters:
    ///   - row: the row's number in `table`.
    ///   - table: the cells.
    ///   - columns: the table's column of each field.
    ///   - bytes: the buffer that the cells point into.
    ///   - output: what the line is added to.
    public func append(
        row: Int, of table: borrowing CellTable, columns: [Int], bytes: Span<UInt8>, to output: inout [UInt8]
    ) {
        let cells = table.cells.span
        var size = prefixes.bytes.count + 2
        for column in columns {
            let cell = cells[column &* table.rowCapacity &+ row]
            size += cell.isNull ? 4 : cell.isText ? cell.length + 2 : cell.length
        }
        let capacity = table.rowCapacity
        let names = prefixes.bytes.span
        let bounds = prefixes.bounds.span
        unsafe bytes.withUnsafeBytes { source in
            // Invariant: `size` is exactly what the loop below writes, and each cell lies within `source`.
            output.append(addingCapacity: size) { target in
                unsafe target.withUnsafeMutableBufferPointer { buffer, count in
                    guard let start = buffer.baseAddress, let text = source.baseAddress else { return }
                    var at = UnsafeMutableRawPointer(start)
                    for index in columns.indices {
                        unsafe names.withUnsafeBytes { name in
                            guard let first = name.baseAddress else { return }
                            unsafe put(first + bounds[index], bounds[index + 1] - bounds[index], &at)
                        }
                        let cell = cells[columns[index] &* capacity &+ row]
                        if cell.isNull {
                            unsafe at.storeBytes(of: Self.null, as: UInt32.self)
                            unsafe at += 4
                        } else if cell.isText {
                            unsafe at.storeBytes(of: ASCII.quote, as: UInt8.self)
                            unsafe at += 1
                            unsafe put(text + Int(cell.start), cell.length, &at)
                            unsafe at.storeBytes(of: ASCII.quote, as: UInt8.self)
                            unsafe at += 1
                        } else {
                            unsafe put(text + Int(cell.start), cell.length, &at)
                        }
                    }
                    unsafe at.storeBytes(of: Self.lineEnd, as: UInt16.self)
                    count += size
                }
            }
        }
    }

    private static let null = UInt32(littleEndian: 0x6C6C_756E)
    private static let lineEnd = UInt16(littleEndian: 0x0A7D)

    @inline(__always)
    private func put(_ source: UnsafeRawPointer?, _ count: Int, _ at: inout UnsafeMutableRawPointer) {
        guard let source = unsafe source else { return }
        unsafe ByteCopy.copy(source, to: at, count: count)
        unsafe at += count
    }
}
