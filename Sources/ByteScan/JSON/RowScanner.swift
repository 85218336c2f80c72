/// Reads one element of `data` into a row of cells.
///
/// Every row repeats its keys in the same order, so the next key is guessed before it is looked up: a right guess
/// costs one comparison of a few words.
struct RowScanner: Sendable {
    private(set) var keys: ExpectedKeys
    private let limits: ScanLimits
    /// The row in which each column was last seen, to notice a duplicate key.
    private var seen: [Int]
    private var rowNumber = 0
    private var extraKeys = ExtraKeys()
    /// The columns of the row in hand in the order of their keys.
    private var trail: [Int] = []
    /// An order that a row had in place of the expected one.
    private var lesson: [Int]?
    private var lessonsLeft = Self.mostLessons

    /// A source that changes its mind all the time is not followed.
    private static let mostLessons = 8

    init(keys: [String], limits: ScanLimits) {
        self.keys = ExpectedKeys(keys)
        seen = Array(repeating: 0, count: keys.count)
        self.limits = limits
    }

    /// Whether a row came in another order than expected.
    var hasLesson: Bool { lesson != nil }

    /// Expects keys from now on as they came last. Nobody may hold a guide to ``keys`` meanwhile.
    mutating func learn() {
        guard let order = lesson else { return }
        keys = keys.reordered(order)
        lesson = nil
        lessonsLeft -= 1
    }

    /// Reads the element at the cursor and adds it to `rows`; on a stop nothing is added.
    ///
    /// - Parameters:
    ///   - cursor: stands at the element's first byte.
    ///   - guide: the spellings of ``keys``.
    ///   - sink: the cells of `rows`.
    ///   - rows: what is found beside the cells.
    /// - Throws: why the element could not be read to its end.
    @inline(__always)
    mutating func scan(
        _ cursor: inout Cursor, guide: KeyGuide, sink: CellSink, into rows: inout ScannedRows
    ) throws(ScanStop) {
        let start = cursor.position
        let extras = rows.extras.count
        let irregular = rows.irregular.count
        let unusual = rows.unusual.count
        do throws(ScanStop) {
            if try cursor.peek() == ASCII.openBrace {
                try object(&cursor, guide: guide, sink: sink, into: &rows)
            } else {
                let cell = try cursor.value(limits)
                blank(sink, rows.count)
                rows.irregular.append((rows.count, .notAnObject, cell))
            }
        } catch {
            rows.extras.removeLast(rows.extras.count - extras)
            rows.irregular.removeLast(rows.irregular.count - irregular)
            rows.unusual.removeLast(rows.unusual.count - unusual)
            guard error.isBeyondLimits else { throw error }
            cursor.position = start
            try pass(over: &cursor, sink, into: &rows)
        }
        rows.spans.append(start..<cursor.position)
        rows.table.rowCount &+= 1
    }

    /// Steps over an element that holds more than a row may: it is checked as JSON to its end, and is not a row.
    @inline(never)
    private func pass(over cursor: inout Cursor, _ sink: CellSink, into rows: inout ScannedRows) throws(ScanStop) {
        let cell = try cursor.value(limits.beyondReason)
        blank(sink, rows.count)
        rows.irregular.append((rows.count, .beyondLimits, cell))
    }

    private func blank(_ sink: CellSink, _ row: Int) {
        for column in 0..<keys.count { sink.store(.null, column: column, row: row) }
    }

    @inline(__always)
    private mutating func object(
        _ cursor: inout Cursor, guide: KeyGuide, sink: CellSink, into rows: inout ScannedRows
    ) throws(ScanStop) {
        let row = rows.count
        var place = 0
        if guide.count <= limits.keys {
            while place < guide.count, guide.lead(&cursor, to: place) {
                let cell = try cursor.restOfString()
                let column = guide.column(at: place)
                sink.store(cell, column: column, row: row)
                if cell.isUnusual { rows.unusual.append((column, row)) }
                place &+= 1
            }
            if place > 0, place == guide.count, cursor.skip(ASCII.closeBrace) { return }
        }
        try winding(&cursor, from: place, row: row, guide: guide, sink: sink, into: &rows)
    }

    /// Reads the rest of an object whose first keys stood as expected: keys in any order, blanks, values of all kinds.
    @inline(never)
    private mutating func winding(
        _ cursor: inout Cursor, from first: Int, row: Int, guide: KeyGuide, sink: CellSink,
        into rows: inout ScannedRows
    ) throws(ScanStop) {
        rowNumber &+= 1
        trail.removeAll(keepingCapacity: true)
        for place in 0..<first {
            seen[guide.column(at: place)] = rowNumber
            trail.append(guide.column(at: place))
        }
        var guess = first
        var found = first
        var keys = first
        var next = ASCII.comma
        if first > 0 {
            next = try cursor.peekAfterBlanks()
            cursor.position += 1
        } else {
            cursor.position += 1
            if try cursor.peekAfterBlanks() == ASCII.closeBrace {
                cursor.position += 1
                return blank(sink, row)
            }
        }
        while next == ASCII.comma {
            guard try cursor.peekAfterBlanks() == ASCII.quote else {
                throw .broken(.unexpectedByte, at: cursor.position)
            }
            keys += 1
            guard keys <= limits.keys else { throw .broken(.tooManyKeys, at: cursor.position) }
            var column = -1
            var key = Cell.null
            if guess < guide.count, let guessed = guide.skipKey(&cursor, at: guess) {
                key = guessed
                column = guide.column(at: guess)
            } else {
                key = try cursor.string()
                try cursor.expect(ASCII.colon)
                column = lookUp(key, cursor) ?? -1
            }
            let start = try cursor.peekAfterBlanks()
            let cell = start == ASCII.quote ? try cursor.string() : try cursor.value(limits)
            if column < 0 {
                addExtra(key, value: cell, row: row, in: cursor, into: &rows)
            } else if seen[column] == rowNumber {
                rows.irregular.append((row, .duplicateKey, key))
            } else {
                seen[column] = rowNumber
                found += 1
                trail.append(column)
                guess = self.keys.placeBehind(column)
                sink.store(cell, column: column, row: row)
                if cell.isUnusual { rows.unusual.append((column, row)) }
            }
            next = try cursor.peekAfterBlanks()
            cursor.position += 1
        }
        guard next == ASCII.closeBrace else { throw .broken(.unexpectedByte, at: cursor.position - 1) }
        guard found < guide.count else {
            if lessonsLeft > 0, trail != self.keys.order { lesson = trail }
            return
        }
        for column in 0..<guide.count where seen[column] != rowNumber { sink.store(.null, column: column, row: row) }
    }

    private func lookUp(_ key: Cell, _ cursor: Cursor) -> Int? {
        guard key.isText else { return nil }
        return self.keys.column(of: cursor.decoded(key))
    }

    private mutating func addExtra(
        _ key: Cell, value: Cell, row: Int, in cursor: Cursor, into rows: inout ScannedRows
    ) {
        if isRepeated(key, in: cursor, among: rows.extras) {
            rows.irregular.append((row, .duplicateKey, key))
        } else {
            rows.extras.append(.init(row: row, key: key, value: value))
        }
    }

    /// Whether the row being read had an unknown key before; `extras` are those of all rows.
    ///
    /// A function of its own, so that no slice of `extras` is alive when they grow: they would be copied for each key.
    @inline(never)
    private mutating func isRepeated(_ key: Cell, in cursor: Cursor, among extras: [ScannedRows.ExtraField]) -> Bool {
        if extraKeys.row != rowNumber { extraKeys.begin(rowNumber, at: extras.count) }
        let earlier = extras[extraKeys.first...]
        if earlier.count < Self.fewExtras {
            let bytes = cursor.decoded(key)
            return earlier.contains { cursor.decoded($0.key) == bytes }
        }
        if extraKeys.names.isEmpty { for extra in earlier { extraKeys.names.insert(cursor.decoded(extra.key)) } }
        return !extraKeys.names.insert(cursor.decoded(key)).inserted
    }

    /// Up to this many unknown keys of a row are compared one by one, more are looked up.
    private static let fewExtras = 8

    /// The unknown keys of one row.
    private struct ExtraKeys {
        private(set) var row = 0
        /// The index of the row's first unknown field.
        private(set) var first = 0
        /// All of them, once they are many.
        var names: Set<[UInt8]> = []

        mutating func begin(_ row: Int, at first: Int) {
            self.row = row
            self.first = first
            if !names.isEmpty { names.removeAll(keepingCapacity: true) }
        }
    }
}
