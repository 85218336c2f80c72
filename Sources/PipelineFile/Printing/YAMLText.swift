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
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: scalar.value >= Disguise.firstPrivate
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let code = String(scalar.value, radix: 16)
        let width = scalar.value > 0xFFFF ? 8 : 4
        return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - code.count) + code
    }
}
