/// Cells of many rows, column by column in one allocation that is used again and again.
///
/// Column `c` of row `r` stands at `c * rowCapacity + r`, so that work on one column walks through memory in order.
public struct CellTable: Sendable {
    /// The cells of all columns; use ``index(column:row:)`` to address one.
    public var cells: [Cell]
    /// How many rows fit.
    public let rowCapacity: Int
    /// How many rows there are.
    public var rowCount: Int = 0

    /// An empty table.
    public init(columns: Int, rowCapacity: Int) {
        self.rowCapacity = rowCapacity
        self.cells = Array(repeating: .null, count: columns * rowCapacity)
    }

    /// Number of columns.
    public var columnCount: Int { rowCapacity == 0 ? 0 : cells.count / rowCapacity }

    /// Where a cell stands in ``cells``.
    public func index(column: Int, row: Int) -> Int { column * rowCapacity + row }

    /// Adds a column of nulls and returns its number.
    public mutating func addColumn() -> Int {
        let column = columnCount
        cells.append(contentsOf: repeatElement(.null, count: rowCapacity))
        return column
    }
}
