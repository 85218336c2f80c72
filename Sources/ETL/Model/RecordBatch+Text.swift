public import ByteScan

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
        var text: [UInt8] = []
        JSONText.decode(bytes.span, cell.range, into: &text)
        return text
    }
}
