/// The cells of a table, lent for writing while rows are scanned.
///
/// Leaf type around a pointer. Invariant: `base` is valid for all cells of the table as long as the sink lives, which is
/// no longer than ``ScannedRows/withSink(_:)``; whoever stores keeps to the table's columns and to rows that fit.
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
