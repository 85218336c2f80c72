/// Writes rows one after another, or within one another: those of one record in one list, or all of them as values of one
/// object.
struct RowListWriter: Sendable {
    private let writer: RowObjectWriter
    private let nesting: Nesting?
    /// What stands in front of the list of a record.
    private let listKey: [UInt8]
    /// The record that is open, as its bytes.
    private var open: [UInt8]?
    private var isFirst = true

    init(shape: RowShape, spelling: JSONSpelling) {
        writer = RowObjectWriter(shape: shape, spelling: spelling)
        nesting = shape.nesting
        listKey = if case .list(let key, _) = nesting { [0x2C] + spelling.quoted(key) + [0x3A, 0x5B] } else { [] }
    }

    mutating func append(_ row: RowValues, to out: inout [UInt8]) {
        switch nesting {
        case nil:
            if !isFirst { out.append(0x2C) }
            writer.append(row, to: &out)
        case .object:
            if !isFirst { out.append(0x2C) }
            writer.appendValue(row, 0, to: &out)
            out.append(0x3A)
            writer.appendObject(row, fields: 1..<row.count, to: &out)
        case .list(_, let fields):
            appendLeaf(row, fields, to: &out)
        }
        isFirst = false
    }

    private mutating func appendLeaf(_ row: RowValues, _ fields: Int, to out: inout [UInt8]) {
        var record: [UInt8] = []
        writer.appendMembers(row, fields: 0..<fields, to: &record)
        if open == record {
            out.append(0x2C)
        } else {
            finish(to: &out)
            if !isFirst { out.append(0x2C) }
            out.append(0x7B)
            out.append(contentsOf: record)
            out.append(contentsOf: listKey)
            open = record
        }
        guard row.range(fields).lowerBound < row.bytes.count else { return finish(to: &out) }
        writer.appendObject(row, fields: fields..<row.count, to: &out)
    }

    /// Closes the record that is open.
    mutating func finish(to out: inout [UInt8]) {
        guard open != nil else { return }
        out.append(contentsOf: [0x5D, 0x7D])
        open = nil
    }
}
