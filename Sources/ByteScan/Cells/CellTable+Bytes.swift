extension CellTable {
    /// How many bytes the values of some rows have together, objects and arrays counted so many times.
    func byteCount(columns: [Int], rows: Range<Int>, composites: Int = 1) -> Int {
        let cells = cells.span
        var total = 0
        for column in columns {
            let first = index(column: column, row: rows.lowerBound)
            var sum = 0
            for at in first..<first + rows.count {
                let cell = cells[at]
                sum &+= cell.length &* (cell.kind == .composite ? composites : 1)
            }
            total += sum
        }
        return total
    }
}
