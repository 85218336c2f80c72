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
