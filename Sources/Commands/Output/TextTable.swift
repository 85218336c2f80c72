import ETL

/// A plain table for people: columns as wide as they need to be, numbers to the right.
struct TextTable {
    private var header: [String]
    private var rows: [[String]] = []
    private let numeric: Set<Int>

    /// A table; `numeric` names the columns that are aligned to the right.
    init(_ header: [String], numeric: Set<Int> = []) {
        self.header = header
        self.numeric = numeric
    }

    mutating func add(_ row: [String]) { rows.append(row.map(ShownText.line)) }

    var lines: [String] {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            let cells = row.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return numeric.contains(column) ? padding + row[column] : row[column] + padding
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
