/// How many columns of a terminal a text takes.
///
/// Terminals give East Asian characters and most emoji two columns, and marks that combine with the character before them
/// none.
enum DisplayWidth {
    /// Returns the columns that a text takes.
    static func columns(_ text: String) -> Int {
        // A character of ASCII is one byte and takes one column; the characters that steer were replaced before.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + columns($1) }
    }

    /// Returns the text in at most `width` columns; what had to be left out is an ellipsis.
    static func cut(_ text: String, to width: Int) -> String {
        columns(text) <= width ? text : prefix(text, width - 1) + "…"
    }

    /// Returns the text with blanks after it, or before it, up to `width` columns.
    static func padded(_ text: String, to width: Int, before: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - columns(text)))
        return before ? blanks + text : text + blanks
    }

    /// Returns the text without the blanks at its end.
    static func trimmed(_ text: String) -> String { String(text.reversed().drop { $0 == " " }.reversed()) }

    /// Returns the text in lines of at most `width` columns, broken at blanks where there are any.
    static func folded(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ").map(String.init) {
            if !line.isEmpty, columns(line) + 1 + columns(word) <= width {
                line += " " + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            var rest = word
            while columns(rest) > width {
                // One character at least, lest nothing ever comes of a width of one.
                let piece = prefix(rest, width)
                let taken = piece.isEmpty ? String(rest.prefix(1)) : piece
                lines.append(taken)
                rest.removeFirst(taken.count)
            }
            line = rest
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }

    /// Returns texts in lines of at most `width` columns, or as they are without one.
    static func folded(_ texts: [String], to width: Int?) -> [String] {
        width.map { width in texts.flatMap { folded($0, to: max(1, width)) } } ?? texts
    }

    /// The characters at the beginning of a text that have room in `width` columns.
    private static func prefix(_ text: String, _ width: Int) -> String {
        var taken = 0
        return String(
            text.prefix { character in
                taken += columns(character)
                return taken <= width
            })
    }

    private static func columns(_ character: Character) -> Int {
        character.unicodeScalars.map(columns).max() ?? 0
    }

    private static func columns(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value == emojiSelector || wide.contains(where: { $0.contains(scalar.value) }) { return 2 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return 1
        }
    }

    /// Asks for the character before it as an emoji.
    private static let emojiSelector: UInt32 = 0xFE0F

    /// The blocks whose characters are wide or full-width in Unicode's East Asian Width.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2E80...0x303E, 0x3041...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
        0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
    ]
}
