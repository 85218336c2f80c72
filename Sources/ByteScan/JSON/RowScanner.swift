/// Reads one element of `data` into a row of cells.
///
/// Every row repeats its keys in the same order, so the next key is guessed before it is looked up: a right guess
/// costs one comparison of a few words.
struct RowScanner: Sendable {
    /// For each column its key as JSON spells it, closing quote and colon included.
    private let spelled: PackedTexts
    private let columns: [[UInt8]: Int]
    private let limits: ScanLimits
    /// The row in which each column was last seen, to notice a key that stands twice.
    private var seen: [Int]
    private var rowNumber = 0

    init(keys: [String], limits: ScanLimits) {
        spelled = PackedTexts(keys.map { Array($0.utf8) + [ASCII.quote, ASCII.colon] })
        columns = Dictionary(keys.enumerated().map { (Array($1.utf8), $0) }, uniquingKeysWith: { first, _ in first })
        seen = Array(repeating: 0, count: keys.count)
        self.limits = limits
    }

    /// Reads the element at the cursor and adds it to `rows`; on a stop nothing is added.
    mutating func scan(_ cursor: inout Cursor, into rows: inout ScannedRows) throws(ScanStop) {
        let start = cursor.position
        let extras = rows.extras.count
        let irregular = rows.irregular.count
        let unusual = rows.unusual.count
        do throws(ScanStop) {
            if try cursor.peek() == ASCII.openBrace {
                try object(&cursor, into: &rows)
            } else {
                let cell = try cursor.value(limits)
                blank(&rows)
                rows.irregular.append((rows.count, .notAnObject, cell))
            }
        } catch {
            rows.extras.removeLast(rows.extras.count - extras)
            rows.irregular.removeLast(rows.irregular.count - irregular)
            rows.unusual.removeLast(rows.unusual.count - unusual)
            throw error
        }
        rows.spans.append(start..<cursor.position)
        rows.table.rowCount += 1
    }

    private func blank(_ rows: inout ScannedRows) {
        for column in 0..<spelled.count {
            rows.table.cells[rows.table.index(column: column, row: rows.count)] = .null
        }
    }

    private mutating func object(_ cursor: inout Cursor, into rows: inout ScannedRows) throws(ScanStop) {
        let row = rows.count
        let capacity = rows.table.rowCapacity
        rowNumber &+= 1
        cursor.position += 1
        if try cursor.peekAfterBlanks() == ASCII.closeBrace {
            cursor.position += 1
            return blank(&rows)
        }
        var guess = 0
        var found = 0
        var keys = 0
        var next = ASCII.comma
        let spelled = spelled
        let count = spelled.count
        let bounds = spelled.bounds.span
        let spelling = spelled.bytes.span
        while next == ASCII.comma {
            guard try cursor.peekAfterBlanks() == ASCII.quote else {
                throw .broken(.unexpectedByte, at: cursor.position)
            }
            keys += 1
            guard keys <= limits.keys else { throw .broken(.tooManyKeys, at: cursor.position) }
            var column = -1
            var key = Cell.null
            if guess < count, cursor.matches(spelling, bounds[guess]..<bounds[guess + 1], at: cursor.position + 1) {
                let length = bounds[guess + 1] - bounds[guess]
                key = Cell(.text, start: cursor.position + 1, length: length - 2)
                cursor.position += length + 1
                column = guess
            } else {
                key = try cursor.string()
                try cursor.expect(ASCII.colon)
                column = lookUp(key, cursor) ?? -1
            }
            let first = try cursor.peekAfterBlanks()
            let cell = first == ASCII.quote ? try cursor.string() : try cursor.value(limits)
            if column < 0 {
                addExtra(key, cell, row, cursor, &rows)
            } else if seen[column] == rowNumber {
                rows.irregular.append((row, .duplicateKey, key))
            } else {
                seen[column] = rowNumber
                found += 1
                guess = column + 1
                rows.table.cells[column &* capacity &+ row] = cell
                if cell.isUnusual { rows.unusual.append((column, row)) }
            }
            next = try cursor.peekAfterBlanks()
            cursor.position += 1
        }
        guard next == ASCII.closeBrace else { throw .broken(.unexpectedByte, at: cursor.position - 1) }
        guard found < count else { return }
        for column in 0..<count where seen[column] != rowNumber {
            rows.table.cells[column &* capacity &+ row] = .null
        }
    }

    private func lookUp(_ key: Cell, _ cursor: Cursor) -> Int? {
        guard key.isText else { return nil }
        return columns[text(key, cursor)]
    }

    private func addExtra(_ key: Cell, _ value: Cell, _ row: Int, _ cursor: Cursor, _ rows: inout ScannedRows) {
        let bytes = text(key, cursor)
        let stands = rows.extras.reversed().prefix { $0.row == row }.contains { text($0.key, cursor) == bytes }
        if stands {
            rows.irregular.append((row, .duplicateKey, key))
        } else {
            rows.extras.append(.init(row: row, key: key, value: value))
        }
    }

    private func text(_ cell: Cell, _ cursor: Cursor) -> [UInt8] {
        var raw: [UInt8] = []
        raw.reserveCapacity(cell.length)
        for index in cell.range { raw.append(cursor.byte(index)) }
        guard cell.kind == .escaped else { return raw }
        var decoded: [UInt8] = []
        JSONText.decode(raw.span, 0..<raw.count, into: &decoded)
        return decoded
    }
}
