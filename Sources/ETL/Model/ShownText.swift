/// Text of unknown origin as it may reach a terminal or a log.
///
/// A name or value that a server chose could otherwise clear the screen, ring the bell, begin a line of its own or turn
/// the direction of writing. Everything that the program prints for people goes through here.
public enum ShownText {
    /// Returns the text on one line: a `·` takes the place of each character that cannot be seen or that steers the
    /// terminal.
    public static func line(_ text: String) -> String { replacing(text, keepingLineFeeds: false) }

    /// Returns the beginning of a text that a person wrote, as it fits into a line of a message.
    package static func short(_ text: String) -> String {
        beginning(of: text, longest: 60) { $0.properties.generalCategory != .control }
    }

    /// Returns the beginning of a text; a `·` takes the place of each character that does not stay.
    static func beginning(of text: String, longest: Int, stays: (Unicode.Scalar) -> Bool) -> String {
        let line = text.unicodeScalars.prefix(longest).map { stays($0) ? String($0) : "·" }
        return line.joined() + (text.unicodeScalars.count > longest ? "…" : "")
    }

    /// Returns the text with its line feeds and tabs; all other characters are treated as in ``line(_:)``.
    public static func lines(_ text: String) -> String { replacing(text, keepingLineFeeds: true) }

    /// Returns JSON whose strings have the same values, with every character that cannot be seen as an escape.
    public static func json(_ text: String) -> String {
        if isPlain(text, keepingLineFeeds: true) { return text }
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            // Between tokens there are line feeds; in strings JSON's writer escapes them.
            if scalar == "\n" || isVisible(scalar) {
                shown.append(scalar)
            } else {
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    let digits = String(unit, radix: 16)
                    shown.append(
                        contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
                }
            }
        }
        return String(shown)
    }

    /// Whether a character can be seen and does not steer a terminal or the direction of writing.
    public static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
        default: return true
        }
    }

    private static func replacing(_ text: String, keepingLineFeeds: Bool) -> String {
        if isPlain(text, keepingLineFeeds: keepingLineFeeds) { return text }
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let stays = isVisible(scalar) || keepingLineFeeds && (scalar == "\n" || scalar == "\t")
            shown.append(stays ? scalar : "·")
        }
        return String(shown)
    }

    private static func isPlain(_ text: String, keepingLineFeeds: Bool) -> Bool {
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || keepingLineFeeds && $0 == 0x0A }
    }
}
