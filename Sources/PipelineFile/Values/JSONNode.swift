import Settings

/// Writes a YAML value as the JSON that it stands for.
///
/// Quoted text is text. Of unquoted text what JSON would read as a number, a truth value or null is that, and all else is
/// text: `0012` has no place in JSON as a number.
struct JSONNode {
    let context: ReadingContext
    let key: KeyShape

    /// Nil, with a diagnostic, where the value holds something that is no JSON.
    func text(_ node: YAMLNode) -> String? {
        switch node.content {
        case .scalar(let written, let isPlain):
            if node.isNull { return "null" }
            guard let scalar = context.scalar(node, of: key) else { return nil }
            return isPlain && !scalar.hasPlaceholder && Self.isLiteral(written) ? written : Self.quoted(scalar.text)
        case .sequence(let items):
            return items.every(text).map { "[\($0.joined(separator: ","))]" }
        case .mapping(let entries):
            let named = MappingReader.named(entries, in: "'\(key.name)'", context: context)
            let pairs = named.compactMap { name, entry in text(entry.value).map { "\(Self.quoted(name)):\($0)" } }
            return pairs.count == entries.count ? "{\(pairs.joined(separator: ","))}" : nil
        }
    }

    /// Whether JSON reads an unquoted text as a truth value or a number.
    static func isLiteral(_ text: String) -> Bool {
        text == "true" || text == "false" || isNumber(text)
    }

    private static func isNumber(_ text: String) -> Bool {
        let number = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/.matchingSemantics(.unicodeScalar)
        return text.wholeMatch(of: number) != nil
    }

    /// A text as JSON spells it.
    package static func quoted(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case "\r": json += "\\r"
            case "\t": json += "\\t"
            case _ where scalar.value < 0x20: json += YAMLText.escape(scalar)
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}
