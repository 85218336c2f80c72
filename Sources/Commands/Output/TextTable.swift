import ETL

/// A plain table for people: columns as wide as they need to be, numbers to the right.
struct TextTable {
    /// A column that takes less room where the table has too little.
    enum Yielding {
        /// Its texts are cut, with an ellipsis.
        case cut(Int)
        /// Its texts go on in further lines.
        case fold(Int)

        fileprivate var column: Int {
            switch self {
            case .cut(let column), .fold(let column): column
            }
        }
    }

    private static let gap = "  "
    /// The columns of a terminal that a text needs to be of use.
    private static let leastRoom = 12

    private let header: [String]
    private var rows: [[String]] = []
    private let numeric: Set<Int>
    private let yielding: Yielding?

    /// A table; `numeric` names the columns that are aligned to the right, and `yielding` the one that becomes narrower
    /// on a narrow terminal.
    init(_ header: [String], numeric: Set<Int> = [], yielding: Yielding? = nil) {
        self.header = header
        self.numeric = numeric
        self.yielding = yielding
    }

    mutating func add(_ row: [String]) { rows.append(row.map(ShownText.line)) }

    /// The lines, however long.
    var lines: [String] { lines(width: nil) }

    /// Whether the columns have room side by side in `width`, the one that yields as narrow as it may be; nil is room for
    /// everything.
    func fits(_ width: Int?) -> Bool { width.map { fitted(to: $0) != nil } ?? true }

    /// The lines in at most `width` columns of a terminal, or as they are without one: one column yields, and where that
    /// is not enough, each row is a block of its own.
    func lines(width: Int?) -> [String] {
        guard let width else { return lines(widths) }
        return fitted(to: width).map(lines) ?? blocks(max(1, width))
    }

    /// The widths of columns side by side in `width`; nil where that is too little.
    private func fitted(to width: Int) -> [Int]? {
        var widths = widths
        let excess = widths.reduce(0, +) + Self.gap.count * max(0, widths.count - 1) - width
        guard excess > 0 else { return widths }
        guard let column = yielding?.column else { return nil }
        widths[column] -= excess
        return widths[column] >= max(Self.leastRoom, DisplayWidth.columns(header[column])) ? widths : nil
    }

    private var widths: [Int] {
        header.indices.map { column in
            ([header] + rows).map { DisplayWidth.columns($0[column]) }.max() ?? 0
        }
    }

    private func lines(_ widths: [Int]) -> [String] { ([header] + rows).flatMap { lines(of: $0, widths) } }

    /// A row with its columns side by side; it has several lines where a text is folded.
    private func lines(of row: [String], _ widths: [Int]) -> [String] {
        let cells = row.indices.map { pieces(row[$0], in: $0, width: widths[$0]) }
        let height = cells.map(\.count).max() ?? 0
        return (0..<height).map { line in
            let texts = cells.indices.map { column in
                let text = line < cells[column].count ? cells[column][line] : ""
                return DisplayWidth.padded(text, to: widths[column], before: numeric.contains(column))
            }
            return DisplayWidth.trimmed(texts.joined(separator: Self.gap))
        }
    }

    private func pieces(_ text: String, in column: Int, width: Int) -> [String] {
        guard DisplayWidth.columns(text) > width else { return [text] }
        switch yielding {
        case .fold: return DisplayWidth.folded(text, to: width)
        case .cut, nil: return [DisplayWidth.cut(text, to: width)]
        }
    }

    /// Each row as a block: what it says with the column's name before it, one after another as they have room.
    private func blocks(_ width: Int) -> [String] {
        let indent = width > Self.leastRoom ? Self.gap : ""
        let room = width - indent.count
        let blocks = rows.map { row in
            var lines: [String] = []
            for (name, text) in zip(header, row) where !text.isEmpty {
                let item = "\(name): \(text)"
                if let last = lines.last,
                    DisplayWidth.columns(last) + Self.gap.count + DisplayWidth.columns(item) <= room
                {
                    lines[lines.count - 1] = last + Self.gap + item
                } else {
                    lines += DisplayWidth.folded(item, to: room)
                }
            }
            return lines.enumerated().map { $0 == 0 ? $1 : indent + $1 }
        }
        return Array(blocks.joined(separator: [""]))
    }
}
