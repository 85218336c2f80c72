internal import ByteScan
public import ETL

/// Fills batches from JSON as an extractor does: scanned, settled, and one batch used again and again.
public struct RowFeed {
    /// Rows that are not the elements of a JSON array, or more of them than the batch holds.
    public struct Unreadable: Error {
        /// What the scanner said.
        public let reason: String
    }

    private static let envelope = EnvelopeKeys(code: "code", error: "error", message: "message", rows: "rows")

    private let schema: Schema
    private let unknownFields: UnknownFieldPolicy
    private let keys: [String]
    private let columns: [Int]
    /// The batch that ``fill(_:)`` filled last.
    public var batch: RecordBatch

    /// A feed of rows in the columns of `schema`, at most `rowCapacity` at once.
    public init(
        schema: Schema, rowCapacity: Int = 1024, onInvalid: InvalidPolicy = .quarantine,
        unknownFields: UnknownFieldPolicy = .keep
    ) {
        self.schema = schema
        self.unknownFields = unknownFields
        let sent = schema.fields.compactMap(\.origin)
        keys = sent
        // The columns that the source sends come first.
        var nextSent = 0
        var nextOther = sent.count
        columns = schema.fields.map { field in
            defer { if field.origin == nil { nextOther += 1 } else { nextSent += 1 } }
            return field.origin == nil ? nextOther : nextSent
        }
        batch = RecordBatch(schema: schema, columns: columns, rowCapacity: rowCapacity + 1, onInvalid: onInvalid)
    }

    /// A feed whose batch holds some rows, given one by one as JSON objects.
    ///
    /// - Throws: ``Unreadable`` for rows that are not JSON.
    init(schema: Schema, rows: [String]) throws {
        self.init(schema: schema, rowCapacity: rows.count)
        try fill(rows: rows)
    }

    /// Fills ``batch`` with the rows of a JSON array, or with one row if `json` is not an array.
    ///
    /// - Throws: ``Unreadable``.
    public mutating func fill(_ json: some Collection<UInt8>) throws {
        batch.removeAll(schema: schema, columns: columns)
        let bytes = Array(#"{"\#(Self.envelope.rows)":"#.utf8) + json + Array("}".utf8)
        var scanner = EnvelopeScanner(envelope: Self.envelope, keys: keys)
        let progress: EnvelopeScanner.Progress
        do {
            progress = try scanner.scan(bytes.span, isFinal: true, into: &batch.rows)
        } catch {
            throw Unreadable(reason: "\(error)")
        }
        guard progress == .complete else { throw Unreadable(reason: "more rows than the batch holds") }
        batch.bytes = bytes
        batch.settle(unknownFields: unknownFields)
    }

    /// Fills ``batch`` with rows that are given one by one as JSON objects.
    ///
    /// - Throws: ``Unreadable``.
    public mutating func fill(rows: some Sequence<String>) throws {
        try fill("[\(rows.joined(separator: ","))]".utf8)
    }
}
