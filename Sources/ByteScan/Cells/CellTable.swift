/// Cells of many rows, column by column in one allocation that is used again and again.
///
/// Column `c` of row `r` stands at `c * stride + r`, so that work on one column walks through memory in order.
public struct CellTable: Sendable {
    /// The cells of all columns; use ``index(column:row:)`` to address one.
    public var cells: [Cell]
    /// How many rows fit.
    public let rowCapacity: Int
    /// How many cells lie between a row's values in two neighbouring columns.
    public let stride: Int
    /// How many rows there are.
    public var rowCount: Int = 0

    /// An empty table.
    public init(columns: Int, rowCapacity: Int) {
        self.rowCapacity = rowCapacity
        stride = Self.stride(for: rowCapacity)
        self.cells = Array(repeating: .null, count: columns * stride)
    }

    /// Number of columns.
    public var columnCount: Int { cells.count / stride }

    /// Where a cell stands in ``cells``.
    @inlinable
    public func index(column: Int, row: Int) -> Int { column &* stride &+ row }

    /// Adds a column of nulls and returns its number.
    public mutating func addColumn() -> Int {
        let column = columnCount
        cells.append(contentsOf: repeatElement(.null, count: stride))
        return column
    }

    /// Keeps the first columns and forgets the others.
    public mutating func keepColumns(_ count: Int) {
        cells.removeLast(max(0, cells.count - count * stride))
    }

    /// An odd number of cache lines: with an even one the values of one row would fall on few of the cache's sets and
    /// push one another out.
    private static func stride(for rows: Int) -> Int {
        let cellsInLine = 64 / MemoryLayout<Cell>.size
        return ((rows + cellsInLine - 1) / cellsInLine | 1) * cellsInLine
    }
}

extension CellTable {
    /// How many bytes the values of some rows have together, each counted as `count` says.
    @inline(__always)
    func byteCount(columns: [Int], rows: Range<Int>, each count: (Cell) -> Int = { $0.length }) -> Int {
        let cells = cells.span
        var total = 0
        for column in columns {
            let first = index(column: column, row: rows.lowerBound)
            let values = cells.extracting(first..<first + rows.count)
            for row in values.indices { total &+= count(values[row]) }
        }
        return total
    }
}

/// Several short texts in one allocation, so that walking through them in a loop touches no reference count.
struct PackedTexts: Sendable {
    let bytes: [UInt8]
    /// Where each text starts; one more entry says where the last one ends.
    let bounds: [Int]

    init(_ texts: [[UInt8]]) {
        bytes = texts.flatMap { $0 }
        bounds = texts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    }

    var count: Int { bounds.count - 1 }
}
