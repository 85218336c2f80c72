import Settings

/// Spells values so that a pipeline file reads them as they are.
package enum YAMLText {
    /// A text in double quotes.
    package static func quoted(_ text: String) -> String { json(JSONNode.quoted(text)) }

    /// A name as a key.
    package static func key(_ name: String) -> String {
        let isPlain =
            !["null", "true", "false"].contains(name)
            && (name.utf8.first.map { $0 == UInt8(ascii: "_") || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A } ?? false)
            && name.utf8.allSatisfy { ASCIIText.isLetterOrDigit($0) || $0 == UInt8(ascii: "_") }
        return isPlain ? name : quoted(name)
    }

    /// A JSON value.
    package static func json(_ json: String) -> String {
        // Within quotes JSON's escapes are YAML's too, and outside of them there is no dollar.
        var yaml = ""
        for scalar in json.unicodeScalars {
            if scalar == "$" {
                yaml += "$$"
            } else if isUnprintable(scalar) {
                yaml += escape(scalar)
            } else {
                yaml.unicodeScalars.append(scalar)
            }
        }
        return yaml
    }

    private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        TextGuard.isForbidden(scalar) || "\t\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar)
    }

    /// A scalar by its number, as JSON and YAML write it between quotes.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        let code = String(scalar.value, radix: 16)
        let width = scalar.value > 0xFFFF ? 8 : 4
        return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - code.count) + code
    }
}

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
