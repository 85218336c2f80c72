import Settings

/// Where the value of a key stands in the text of a file.
struct ValueSpan {
    /// The scalars of the value; of a block, whole lines from the first item to the last without its line break.
    let range: Range<Int>
    /// Whether it is written in brackets.
    let isFlow: Bool

    /// Nil for a value that is neither a list in brackets nor one of lines that begin with dashes.
    init?(_ places: TestSpec.Places.Value, in source: SourceText) {
        guard let start = source.offset(of: places.value), let key = source.offset(of: places.key) else { return nil }
        let scalars = source.scalars
        switch scalars[start] {
        case "[":
            guard let end = Self.closing(scalars, from: start) else { return nil }
            range = start..<end
            isFlow = true
        case "-" where places.value.line > places.key.line:
            let first = start - places.value.column + 1
            guard let end = Self.blockEnd(scalars, from: key, column: places.key.column) else { return nil }
            range = first..<end
            isFlow = false
        default:
            return nil
        }
    }

    /// The place behind the bracket that closes the one at `start`.
    private static func closing(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var depth = 0
        var at = start
        var before: Unicode.Scalar = "["
        while at < scalars.count {
            let scalar = scalars[at]
            if scalar == "#", at > 0, " \t\n".unicodeScalars.contains(scalars[at - 1]) {
                while at < scalars.count, scalars[at] != "\n" { at += 1 }
                continue
            }
            if scalar == "\"" || scalar == "'", "[{,:".unicodeScalars.contains(before) {
                guard let end = endOfQuotes(scalars, from: at) else { return nil }
                at = end
                before = scalar
                continue
            }
            if scalar == "[" || scalar == "{" { depth += 1 }
            if scalar == "]" || scalar == "}" {
                depth -= 1
                if depth == 0 { return at + 1 }
            }
            if !" \t\r\n".unicodeScalars.contains(scalar) { before = scalar }
            at += 1
        }
        return nil
    }

    private static func endOfQuotes(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        let quote = scalars[start]
        var at = start + 1
        while at < scalars.count {
            if quote == "\"", scalars[at] == "\\" {
                at += 2
            } else if scalars[at] == quote {
                guard quote == "'", at + 1 < scalars.count, scalars[at + 1] == "'" else { return at + 1 }
                at += 2
            } else {
                at += 1
            }
        }
        return nil
    }

    /// The end of the last line that belongs to the block below the key at `key`, which stands in `column`.
    private static func blockEnd(_ scalars: [Unicode.Scalar], from key: Int, column: Int) -> Int? {
        var end: Int?
        var at = scalars[key...].firstIndex(of: "\n").map { $0 + 1 } ?? scalars.count
        while at < scalars.count {
            let lineEnd = scalars[at...].firstIndex(of: "\n") ?? scalars.count
            let line = scalars[at..<lineEnd]
            let content = line.drop { $0 == " " }
            let indentation = content.startIndex - at
            let isEmpty = content.isEmpty || content.first == "\r" || content.first == "#"
            if !isEmpty {
                guard indentation >= column || (indentation == column - 1 && content.first == "-") else { return end }
                end = line.last == "\r" ? lineEnd - 1 : lineEnd
            }
            at = lineEnd + 1
        }
        return end
    }
}
