/// Writes rows as JSON objects.
struct RowObjectWriter: Sendable {
    private let shape: RowShape
    private let spelling: JSONSpelling
    /// `"key":` of every column, with a comma in front, made once.
    private let keys: [[UInt8]]

    init(shape: RowShape, spelling: JSONSpelling) {
        self.shape = shape
        self.spelling = spelling
        keys = shape.columns.map { [0x2C] + spelling.quoted($0.key) + [0x3A] }
    }

    func append(_ row: RowValues, to out: inout [UInt8]) {
        if let edit = shape.rowEdits.last(where: { $0.rows.contains(row) }) {
            return out.append(contentsOf: edit.json)
        }
        appendObject(row, fields: 0..<row.count, to: &out)
    }

    /// Appends an object of some fields, and of what faults add at the end of a row.
    func appendObject(_ row: RowValues, fields: Range<Int>, to out: inout [UInt8]) {
        out.append(0x7B)
        appendMembers(row, fields: fields, to: &out)
        for member in shape.extraMembers where member.rows.contains(row) {
            if out.last != 0x7B { out.append(0x2C) }
            out.append(contentsOf: member.json)
        }
        out.append(0x7D)
    }

    /// Appends the members of some fields, without braces.
    func appendMembers(_ row: RowValues, fields: Range<Int>, to out: inout [UInt8]) {
        var isFirst = true
        for (column, key) in zip(shape.columns, keys) where fields.contains(column.field) {
            out.append(contentsOf: isFirst ? key.dropFirst() : key[...])
            isFirst = false
            appendValue(row, column.field, to: &out)
        }
    }

    /// Appends a value in quotes.
    func appendValue(_ row: RowValues, _ field: Int, to out: inout [UInt8]) {
        if !shape.cellEdits.isEmpty,
            let edit = shape.cellEdits.last(where: { $0.field == field && $0.rows.contains(row) })
        {
            out.append(contentsOf: edit.json)
        } else if !shape.commaFields.isEmpty, shape.commaFields.contains(field) {
            out.append(0x22)
            out.append(contentsOf: row.bytes[row.range(field)].lazy.map { $0 == 0x2E ? 0x2C : $0 })
            out.append(0x22)
        } else if row.isPlain(field) {
            out.append(0x22)
            out.append(contentsOf: row.bytes[row.range(field)])
            out.append(0x22)
        } else {
            spelling.append(row.bytes, row.range(field), to: &out)
        }
    }
}
