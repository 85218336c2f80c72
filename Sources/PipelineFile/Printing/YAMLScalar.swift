import Settings

/// Single values as a pipeline file writes them.
package enum YAMLScalar {
    /// Words that some reader of YAML takes for something other than text.
    private static let words: Set = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    /// A text that every reader of YAML takes for this text, in a flow mapping too, and in which nothing is a
    /// placeholder.
    package static func text(_ text: String) -> String {
        isPlain(text) ? text : YAMLText.quoted(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, ASCIIText.isLetterOrDigit(first), !ASCIIText.isDigit(first),
            !words.contains(text.lowercased()), !text.hasSuffix(" ")
        else { return false }
        return text.utf8.allSatisfy { ASCIIText.isLetterOrDigit($0) || "_-. /".utf8.contains($0) }
    }
}
