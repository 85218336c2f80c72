import Settings

/// What is refused before a YAML parser sees the text: it would cost too much there, or confuse what comes after.
enum TextGuard {
    static let longestFile = 1 << 20
    static let deepestNesting = 64

    static func refusal(of source: SourceText) -> (message: String, place: Place)? {
        let start = Place(line: 1, column: 1)
        guard source.scalars.count <= longestFile else {
            return ("a pipeline file holds at most 1 MiB of text", start)
        }
        if let offset = source.scalars.firstIndex(where: isForbidden) {
            let code = String(source.scalars[offset].value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
            return ("the character U+\(padded) has no place in a pipeline file; remove it", source.place(of: offset))
        }
        if let offset = excessiveNesting(source.scalars) {
            return ("values are nested more than \(deepestNesting) deep here", source.place(of: offset))
        }
        return nil
    }

    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x85: false
        case 0x00...0x1F, 0x7F...0x9F, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: scalar.value >= YAMLPreprocessor.firstPrivate
        }
    }

    /// The parser descends by recursion. Open brackets and the indentation of a line bound how deep it can go; text
    /// inside quotes is counted too, which is harmless at these heights.
    private static func excessiveNesting(_ scalars: [Unicode.Scalar]) -> Int? {
        var open = 0
        var indentation = 0
        var isIndenting = true
        for (offset, scalar) in scalars.enumerated() {
            switch scalar {
            case "[", "{":
                open += 1
                isIndenting = false
            case "]", "}":
                open = max(0, open - 1)
                isIndenting = false
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                indentation = 0
                isIndenting = true
            case " ", "-", "?", ":", "\t":
                if isIndenting { indentation += 1 }
            default:
                isIndenting = false
            }
            if open > deepestNesting || indentation > 4 * deepestNesting { return offset }
        }
        return nil
    }
}
