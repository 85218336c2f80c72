/// What a terminal shows of what is written to it.
///
/// It knows the few escape sequences that the program uses, and keeps a list of all others. What has been scrolled away at
/// the top still counts as shown.
public struct Screen: Sendable {
    private struct Row {
        /// A character in each column; nothing in the second column of a wide one.
        var cells: [String] = []
        /// Whether the next row goes on with the same line.
        var goesOn = false
    }

    /// Columns of the terminal.
    public private(set) var columns: Int
    /// Whether the cursor can be seen.
    public private(set) var showsCursor = true
    /// Whether lines that are too long go on in the next row.
    public private(set) var wraps = true
    /// Whether anything had a colour, or was bold.
    public private(set) var isStyled = false
    /// Escape sequences that are not known here.
    public private(set) var unknown: [String] = []

    private let height: Int
    /// Whether lines are broken anew when the terminal is resized, as most do, or cut, as xterm does.
    private let breaksAgain: Bool
    private var rows = [Row()]
    private var top = 0
    private var row = 0
    private var column = 0

    /// An empty screen.
    public init(columns: Int, rows: Int = 24, breaksAgain: Bool = true) {
        self.columns = columns
        height = rows
        self.breaksAgain = breaksAgain
    }

    /// The rows down to the last one that is not empty, without the blanks at their ends.
    public var lines: [String] {
        var texts = rows.map { row in
            var text = row.cells.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
        while texts.last == "" { texts.removeLast() }
        return texts
    }

    /// Where the cursor is: the row counted from the first one of ``lines``, and the column.
    public var cursor: (row: Int, column: Int) { (row, column) }

    /// Returns the columns that a text takes on the screen.
    public static func width(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

    /// Writes text; an escape sequence at its end that is not whole has no effect.
    public mutating func write(_ text: String) {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            switch scalar {
            case "\u{1B}":
                guard let end = rest.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0.value) }) else {
                    return
                }
                obey(String(rest[rest.index(after: rest.startIndex)...end]))
                rest = rest[rest.index(after: end)...]
            case "\r":
                column = 0
                rest.removeFirst()
            case "\n":
                down()
                rest.removeFirst()
            default:
                let end = rest.firstIndex { $0.value < 0x20 } ?? rest.endIndex
                for character in String(rest[..<end]) { put(character) }
                rest = rest[end...]
            }
        }
    }

    /// Gives the terminal another width.
    public mutating func resize(columns new: Int) {
        columns = new
        guard breaksAgain else {
            for place in rows.indices {
                rows[place].cells = Array(rows[place].cells.prefix(new))
                rows[place].goesOn = false
            }
            column = min(column, new)
            return
        }
        var broken: [Row] = []
        var cursor = (row: 0, column: 0)
        var line: [String] = []
        var offset: Int?
        for (place, old) in rows.enumerated() {
            if place == row { offset = line.count + column }
            line += old.cells
            if old.goesOn { continue }
            let first = broken.count
            repeat {
                broken.append(Row(cells: Array(line.prefix(new)), goesOn: line.count > new))
                line = Array(line.dropFirst(new))
            } while !line.isEmpty
            if let inLine = offset { cursor = (first + inLine / new, inLine % new) }
            offset = nil
        }
        rows = broken
        (row, column) = (min(cursor.row, broken.count - 1), cursor.column)
        // The cursor stays on the screen.
        top = min(row, max(0, rows.count - height))
    }

    private mutating func obey(_ sequence: String) {
        switch sequence {
        case "[K": rows[row].cells = Array(rows[row].cells.prefix(column))
        case "[J":
            rows[row].cells = Array(rows[row].cells.prefix(column))
            rows[row].goesOn = false
            rows.removeSubrange((row + 1)...)
        case "[?7l": wraps = false
        case "[?7h": wraps = true
        case "[?25l": showsCursor = false
        case "[?25h": showsCursor = true
        case _ where sequence.hasPrefix("[") && sequence.last == "A":
            row = max(top, row - (Int(sequence.dropFirst().dropLast()) ?? 1))
        case _ where sequence.last == "m": isStyled = true
        default: unknown.append(sequence)
        }
    }

    private mutating func put(_ character: Character) {
        let width = Self.width(character)
        guard width > 0 else { return }
        if column + width > columns {
            if wraps {
                rows[row].goesOn = true
                down()
                column = 0
            } else {
                column = max(0, columns - width)
            }
        }
        while rows[row].cells.count < column + width { rows[row].cells.append(" ") }
        rows[row].cells[column] = String(character)
        if width == 2 { rows[row].cells[column + 1] = "" }
        column += width
    }

    private mutating func down() {
        row += 1
        if row == rows.count { rows.append(Row()) }
        top = max(top, row - height + 1)
    }

    private static func width(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
        switch first.value {
        case 0x300...0x36F: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF01...0xFF60, 0x1F300...0x1F64F, 0x1F900...0x1F9FF:
            return 2
        default: return 1
        }
    }
}
