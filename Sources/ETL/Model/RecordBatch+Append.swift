public import ByteScan

extension RecordBatch {
    /// Adds a row of text values, one for each field of the schema, with the row's own time if it has one.
    ///
    /// For extractors that don't read JSON; nil is null. The row must fit: see ``isFull``.
    public mutating func append(_ values: [String?], time: LocalTime? = nil) {
        precondition(!isFull, "the batch is full: hand it over and call removeAll(schema:)")
        precondition(values.count == columns.count, "a row has one value for each field")
        let row = count
        let start = bytes.count
        bytes.append(ASCII.openBrace)
        for (field, value) in values.enumerated() {
            if field > 0 { bytes.append(ASCII.comma) }
            let key = schema.fields[field].origin ?? schema.fields[field].name
            CanonicalJSON.appendText(Array(key.utf8), into: &bytes)
            bytes.append(ASCII.colon)
            self[field, row] = appendValue(value)
        }
        bytes.append(ASCII.closeBrace)
        rows.spans.append(start..<bytes.count)
        rows.table.rowCount += 1
        times.append(time)
    }

    /// Whether no further row fits.
    public var isFull: Bool { rows.isFull }

    private mutating func appendValue(_ value: String?) -> Cell {
        guard let value else {
            bytes.append(contentsOf: "null".utf8)
            return .null
        }
        bytes.append(ASCII.quote)
        let cell = addText(Array(value.utf8))
        bytes.append(ASCII.quote)
        return cell
    }
}

extension RecordBatch {
    /// The value of a field and row as text for people and for tests; nil for null.
    public func text(_ field: Int, _ row: Int) -> String? { text(of: self[field, row]) }

    /// The text that a cell stands for; bytes that are no text become U+FFFD.
    public func text(of cell: Cell) -> String? {
        cell.isNull ? nil : String(decoding: decoded(cell), as: UTF8.self)
    }

    /// The bytes that a cell stands for, with JSON's escapes resolved.
    public func decoded(_ cell: Cell) -> [UInt8] {
        guard cell.kind == .escaped || cell.kind == .loneSurrogate else { return Array(bytes[cell.range]) }
        return JSONText.decoded(bytes.span, cell.range)
    }
}
