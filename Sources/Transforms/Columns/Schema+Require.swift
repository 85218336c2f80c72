internal import ByteScan
internal import ETL

extension Schema {
    /// The places of columns that a transformer names, all of them text.
    ///
    /// - Throws: ``ETLError`` with the code `configuration` for a column that is missing, doubled or no text.
    func places(of names: [String], for transformer: String) throws(ETLError) -> [Int] {
        var places: [Int] = []
        for name in names {
            let place = try place(of: name, besides: places, for: transformer)
            guard fields[place].type == .text else {
                let texts = fields.filter { $0.type == .text }.map(\.name)
                throw .transform(
                    transformer, "the column \(name) is not text but \(fields[place].type.rawValue)",
                    advice: "Columns of text are \(texts.joined(separator: ", ")).", subject: name)
            }
            places.append(place)
        }
        return places
    }

    /// Adds columns behind the one at `place`.
    ///
    /// - Throws: ``ETLError`` with the code `configuration` if there is a column of such a name already.
    mutating func insert(_ derived: [Field], after place: Int, for transformer: String) throws(ETLError) {
        for field in derived where index(of: field.name) != nil {
            throw .transform(
                transformer,
                "a column called \(field.name) is there already, so none can be derived from \(fields[place].name)",
                advice: "Rename it before, or leave the transformer out.", subject: field.name)
        }
        fields.insert(contentsOf: derived, at: place + 1)
    }
}

extension Field {
    /// What people know the field by: the source's key, or the column's name where there is none.
    var key: String { origin ?? name }
}

extension RecordBatch {
    /// Lends all cells for writing, the range of those of one field, and the bytes for reading.
    mutating func withColumn(
        _ field: Int, _ body: (inout MutableSpan<Cell>, Range<Int>, Span<UInt8>) -> Void
    ) {
        let range = cellIndex(field, 0)..<cellIndex(field, 0) + count
        // A second reference, gone before anybody adds bytes, so that none are copied.
        let bytes = bytes
        var cells = rows.table.cells.mutableSpan
        body(&cells, range, bytes.span)
    }
}
