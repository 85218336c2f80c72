public import ByteScan

/// Some hundred rows on their way through the stages: columns of positions over one buffer of bytes.
///
/// The buffer begins with the source's own bytes. Text stays where it is until something must change it; what a
/// transformer writes is added behind, and the cell then points there. A batch is used again for the next rows, so
/// nobody may keep one.
public struct RecordBatch: Sendable {
    /// The columns' meaning; one entry for each of ``columns``.
    public var schema: Schema
    /// The bytes that the cells point into.
    public var bytes: [UInt8]
    /// All cells, also those of columns that were dropped, and each row's own text.
    public var rows: ScannedRows
    /// For each field of the schema its column in ``rows``.
    public var columns: [Int]
    /// For each row its own time, in seconds of the source's clock (see ``LocalTime``); nil where there is none.
    public var times: [LocalTime?]
    /// Rows that go to quarantine, in the order in which they were found; the first finding of a row counts.
    public internal(set) var rejections: [Rejection] = []
    /// What happens to values that don't fit.
    public var onInvalid: InvalidPolicy
    /// How many values became null because they did not fit.
    public private(set) var nulledValues = 0

    /// Values that a vocabulary lacks, by the columns that have one.
    public internal(set) var newWords: [NewWord] = []

    /// What may stand in messages; nil where nothing is hidden.
    var shownValues: ShownValues?
    private var rejectedRows: Set<Int> = []
    var leftOutRows: Set<Int> = []
    /// Those of them that are left out because a person asked to be forgotten.
    private var forgottenRows: Set<Int> = []

    /// An empty batch with room for `rowCapacity` rows.
    ///
    /// - Parameters:
    ///   - schema: the columns as they are before any transformer.
    ///   - columns: for each of them its column in ``rows``; nil if they stand there in the same order.
    ///   - rowCapacity: how many rows fit.
    ///   - onInvalid: what happens to values that don't fit.
    public init(
        schema: Schema, columns: [Int]? = nil, rowCapacity: Int = 1024, onInvalid: InvalidPolicy = .quarantine
    ) {
        self.schema = schema
        self.onInvalid = onInvalid
        bytes = []
        rows = ScannedRows(columns: schema.fields.count, rowCapacity: rowCapacity)
        self.columns = columns ?? Array(schema.fields.indices)
        times = []
    }

    /// Number of rows, rejected ones included.
    public var count: Int { rows.count }

    /// Where the cell of a field and row stands in `rows.table.cells`.
    public func cellIndex(_ field: Int, _ row: Int) -> Int { rows.table.index(column: columns[field], row: row) }

    /// The cell of a field and row.
    public subscript(field: Int, row: Int) -> Cell {
        get { rows.table.cells[cellIndex(field, row)] }
        set { rows.table.cells[cellIndex(field, row)] = newValue }
    }

    /// Whether a row goes to quarantine.
    public func isRejected(_ row: Int) -> Bool { !rejectedRows.isEmpty && rejectedRows.contains(row) }

    /// Sends a row to quarantine; only the first reason of a row is kept.
    public mutating func reject(_ row: Int, _ reason: Rejection.Reason, field: String? = nil, value: String? = nil) {
        guard !isLeftOut(row), rejectedRows.insert(row).inserted else { return }
        rejections.append(Rejection(row: row, reason: reason, field: field, value: value))
    }

    /// Leaves out a row of a person who asked to be forgotten, whatever else is wrong with it: nothing of it is kept, in
    /// quarantine neither.
    public mutating func forget(_ row: Int) {
        if rejectedRows.remove(row) != nil { rejections.removeAll { $0.row == row } }
        leftOutRows.insert(row)
        forgottenRows.insert(row)
    }

    /// Whether a row is left out because a person asked to be forgotten.
    public func isForgotten(_ row: Int) -> Bool { !forgottenRows.isEmpty && forgottenRows.contains(row) }

    /// Rejects a row for its time, whatever it was rejected for before: a row outside its window belongs to another one
    /// and must not be added to this one's day when the other fault is gone.
    public mutating func rejectOutsideWindow(_ row: Int, field: String?, time: LocalTime) {
        guard isRejected(row) else { return reject(row, .outsideWindow, field: field, value: time.description) }
        guard let index = rejections.firstIndex(where: { $0.row == row }), !rejections[index].isOfWholeRow else {
            return
        }
        rejections[index] = Rejection(
            row: row, reason: .outsideWindow, field: field, value: time.description)
    }

    /// Deals with a value that doesn't fit its type as ``onInvalid`` says: the row is rejected, or the value becomes
    /// null and is counted.
    public mutating func invalid(field: Int, row: Int, reason: Rejection.Reason) {
        if onInvalid == .null, !reason.isStructural {
            self[field, row] = .null
            if !isLeftOut(row) { nulledValues += 1 }
        } else {
            let key = schema.fields[field].sourceKey ?? schema.fields[field].name
            reject(row, reason, field: key, value: text(field, row))
        }
    }

    /// Keeps why a row was rejected, under a field's name that may be shown, and forgets the value at fault.
    mutating func forgetRejectedValue(_ row: Int, field: String) {
        guard let index = rejections.firstIndex(where: { $0.row == row }) else { return }
        rejections[index] = Rejection(row: row, reason: rejections[index].reason, field: field, value: nil)
    }

    /// Adds bytes behind all others and returns the cell that stands for them.
    public mutating func add(_ kind: Cell.Kind, _ content: some Collection<UInt8>) -> Cell {
        let start = bytes.count
        bytes.append(contentsOf: content)
        return Cell(kind, start: start, length: bytes.count - start)
    }

    /// Adds plain text behind all others, spelled as JSON, and returns the cell that stands for it.
    public mutating func addText(_ text: [UInt8]) -> Cell {
        let start = bytes.count
        JSONText.encode(text.span, 0..<text.count, into: &bytes)
        let length = bytes.count - start
        return Cell(length == text.count ? .text : .escaped, start: start, length: length)
    }

    /// Adds a field at `position` of the schema, null in every row.
    public mutating func insert(_ field: Field, at position: Int) {
        schema.fields.insert(field, at: position)
        columns.insert(rows.table.addColumn(), at: position)
    }

    /// A row's own time; nil where there is none.
    package func time(of row: Int) -> LocalTime? { row < times.count ? times[row] : nil }

    /// Forgets all rows and returns to the columns of `schema`, keeping the memory and the bytes.
    ///
    /// - Parameters:
    ///   - schema: the columns as they are before any transformer.
    ///   - columns: for each of them its column in ``rows``; nil if they stand there in the same order. The columns that
    ///     the source sends come first there.
    public mutating func removeAll(schema: Schema, columns: [Int]? = nil) {
        let written = rows.count
        rows.removeAll()
        rows.table.keepColumns(schema.fields.count)
        self.schema = schema
        self.columns = columns ?? Array(schema.fields.indices)
        // A scanner writes every row of the columns that the source sends, and nobody else's.
        for (field, column) in zip(schema.fields, self.columns) where field.origin == nil {
            for row in 0..<written { rows.table.cells[rows.table.index(column: column, row: row)] = .null }
        }
        times.removeAll(keepingCapacity: true)
        rejections.removeAll(keepingCapacity: true)
        rejectedRows.removeAll(keepingCapacity: true)
        leftOutRows.removeAll(keepingCapacity: true)
        forgottenRows.removeAll(keepingCapacity: true)
        newWords.removeAll(keepingCapacity: true)
        nulledValues = 0
    }
}
