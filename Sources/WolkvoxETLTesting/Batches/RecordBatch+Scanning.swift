public import ETL

extension RecordBatch {
    /// A settled batch of the rows of a JSON array (or of the one row, if `json` is an object), as an extractor hands it
    /// over. Columns of `schema` that have an origin are read from the rows.
    ///
    /// - Throws: ``RowFeed/Unreadable`` for rows that are not JSON.
    public static func scanning(
        json: String, schema: Schema, onInvalid: InvalidPolicy = .quarantine,
        unknownFields: UnknownFieldPolicy = .keep
    ) throws -> RecordBatch {
        try scanning(bytes: Array(json.utf8), schema: schema, onInvalid: onInvalid, unknownFields: unknownFields)
    }

    /// The same of bytes that need not be UTF-8.
    ///
    /// - Throws: ``RowFeed/Unreadable`` for rows that are not JSON.
    public static func scanning(
        bytes: [UInt8], schema: Schema, onInvalid: InvalidPolicy = .quarantine,
        unknownFields: UnknownFieldPolicy = .keep
    ) throws -> RecordBatch {
        // There are no more rows than commas between them, and one.
        let capacity = bytes.count { $0 == UInt8(ascii: ",") } + 1
        var feed = RowFeed(
            schema: schema, rowCapacity: capacity, onInvalid: onInvalid, unknownFields: unknownFields)
        try feed.fill(bytes)
        return feed.batch
    }

    /// All rows as the text of their values, in the schema's order; nil for null.
    public var table: [[String?]] {
        (0..<count).map { row in schema.fields.indices.map { text($0, row) } }
    }

    /// The values of one column as text; nil for null.
    public func column(_ name: String) -> [String?]? {
        schema.index(of: name).map { field in (0..<count).map { text(field, $0) } }
    }
}
