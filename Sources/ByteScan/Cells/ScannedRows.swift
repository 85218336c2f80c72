/// What a scanner found: the rows' cells, and all that is out of the ordinary about them.
public struct ScannedRows: Sendable {
    /// A field that the scanner was not told of.
    public struct ExtraField: Sendable {
        /// The row it stands in.
        public let row: Int
        /// The key's bytes, without quotes.
        public let key: Cell
        /// The value.
        public let value: Cell
    }

    /// Why an element of `data` is not a proper row.
    public enum Irregularity: Sendable {
        /// A key is duplicated in the object.
        case duplicateKey
        /// The element is not an object.
        case notAnObject
        /// The element is nested deeper than a row may be, or has more keys.
        case beyondLimits
    }

    /// The values of the known fields.
    public var table: CellTable
    /// Where each row's own text stands in the buffer.
    public var spans: [Range<Int>] = []
    /// Fields that the scanner was not told of, in order.
    public var extras: [ExtraField] = []
    /// Where the values stand that are more than plain text: with escapes, of other types, or no sound text at all.
    public var unusual: [(column: Int, row: Int)] = []
    /// Rows that are no proper rows, with the key at fault if there is one.
    public var irregular: [(row: Int, what: Irregularity, key: Cell)] = []

    /// Room for `rowCapacity` rows.
    public init(columns: Int, rowCapacity: Int) {
        table = CellTable(columns: columns, rowCapacity: rowCapacity)
        spans.reserveCapacity(rowCapacity)
    }

    /// Number of rows.
    public var count: Int { table.rowCount }

    /// Whether no further row fits.
    public var isFull: Bool { table.rowCount == table.rowCapacity }

    /// Forgets all rows and keeps the memory.
    public mutating func removeAll() {
        table.rowCount = 0
        spans.removeAll(keepingCapacity: true)
        extras.removeAll(keepingCapacity: true)
        unusual.removeAll(keepingCapacity: true)
        irregular.removeAll(keepingCapacity: true)
    }
}

/// The cells of a table, lent for writing while rows are scanned.
///
/// Leaf type around a pointer. Invariant: `base` is valid for all cells of the table as long as the sink lives, which is
/// no longer than ``ScannedRows/withSink(_:)``; a caller keeps to the table's columns and to rows that fit.
@safe struct CellSink {
    private let base: UnsafeMutablePointer<Cell>
    private let stride: Int

    @inline(__always)
    init(base: UnsafeMutablePointer<Cell>, stride: Int) {
        unsafe self.base = base
        self.stride = stride
    }

    @inline(__always)
    func store(_ cell: Cell, column: Int, row: Int) {
        unsafe base[column &* stride &+ row] = cell
    }
}

extension ScannedRows {
    /// Lends the table's cells; within `body` the table itself has none.
    mutating func withSink(_ body: (CellSink, inout ScannedRows) -> Void) {
        var cells: [Cell] = []
        swap(&cells, &table.cells)
        unsafe cells.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            body(unsafe CellSink(base: base, stride: table.stride), &self)
        }
        swap(&cells, &table.cells)
    }
}
