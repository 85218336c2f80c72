/// Names and texts between quotes, in the ways of SQL's dialects.
enum SQLText {
    /// Returns a name as standard SQL has it.
    static func identifier(_ text: String) -> String { doubling("\"", in: text) }

    /// Returns a text as standard SQL has it.
    static func literal(_ text: String) -> String { doubling("'", in: text) }

    /// Returns a text between quotes, with each quote in it doubled: all that standard SQL knows.
    static func doubling(_ quote: String, in text: String) -> String {
        quote + text.replacing(quote, with: quote + quote) + quote
    }

    /// Returns a text between quotes, with a backslash before each quote and backslash in it, and line ends as letters, for
    /// dialects in which a backslash begins an escape.
    static func escaping(_ quote: String, in text: String) -> String {
        let inner = text.replacing("\\", with: "\\\\").replacing(quote, with: "\\" + quote)
            .replacing("\n", with: "\\n").replacing("\r", with: "\\r")
        return quote + inner + quote
    }

    /// Whether a name can be written without quotes: letters, digits and underscores, and no word of the language.
    static func isPlain(_ name: String, reserved: Set<String>) -> Bool {
        name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil && !reserved.contains(name.lowercased())
    }
}
