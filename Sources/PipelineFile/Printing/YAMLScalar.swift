/// Single values as a pipeline file writes them.
package enum YAMLScalar {
    /// Words that some reader of YAML takes for something other than text.
    private static let words: Set = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    /// A text that every reader of YAML takes for this text, in a flow mapping too, and in which nothing is a
    /// placeholder.
    package static func text(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, ASCIIText.isLetterOrDigit(first), !ASCIIText.isDigit(first),
            !words.contains(text.lowercased()), !text.hasSuffix(" ")
        else { return false }
        return text.utf8.allSatisfy { ASCIIText.isLetterOrDigit($0) || "_-. /".utf8.contains($0) }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "$": quoted += "$$"
            case _ where scalar.properties.generalCategory == .control || !isSafe(scalar):
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Separators of lines, and what a pipeline file may not hold as it is.
    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x85, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: false
        default: scalar.value < Disguise.firstPrivate
        }
    }
}
