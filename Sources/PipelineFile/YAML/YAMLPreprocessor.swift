/// Hides from the YAML parser what this program reads itself, one scalar for one, so that every column stays true.
///
/// - `*` is hidden, so that aliases arrive as plain scalars and are written out here, within a bound. The parser
///   would write them out itself, and would hash a mapping's keys with all they stand for: forty aliases are enough to
///   keep it busy for ever. An unquoted YAML value cannot start with `*`, so nothing else can be mistaken for one.
/// - The braces and marks inside `${NAME:-default}` are hidden, so that a placeholder stands unquoted in a flow mapping too.
/// - The first scalar of a doubled key is hidden, see `DoubledKeys`.
///
/// The stand-ins are private-use scalars, which `TextGuard` refuses in a file.
enum YAMLPreprocessor {
    static let firstPrivate: UInt32 = 0xF0000
    private static let asterisk: Unicode.Scalar = "\u{F0000}"
    private static let punctuation: UInt32 = 0xF1000
    private static let doubledKeys: UInt32 = 0xF2000
    static let mostDoubledKeys = 50

    static func applied(to scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result = scalars
        for index in result.indices where result[index] == "*" { result[index] = asterisk }
        var index = 0
        while index + 1 < scalars.count {
            if scalars[index] == "$", scalars[index + 1] == "$" {
                index += 2
            } else if scalars[index] == "$", scalars[index + 1] == "{",
                let close = closingBrace(scalars, from: index + 2)
            {
                for position in index + 1...close where "{}[],:#?&*!|>%@-`".unicodeScalars.contains(scalars[position]) {
                    result[position] = Unicode.Scalar(punctuation + scalars[position].value) ?? scalars[position]
                }
                index = close + 1
            } else {
                index += 1
            }
        }
        return result
    }

    static func doubledKey(_ number: Int) -> Unicode.Scalar? {
        number < mostDoubledKeys ? Unicode.Scalar(doubledKeys + UInt32(number)) : nil
    }

    /// The number of the doubled key that this scalar stands for.
    static func doubledKeyNumber(in text: String) -> Int? {
        guard let scalar = text.unicodeScalars.first(where: { $0.value >= doubledKeys }) else { return nil }
        return Int(scalar.value - doubledKeys)
    }

    /// The name of the anchor, when an unquoted text is an alias.
    static func aliasName(_ text: String) -> String? {
        guard text.unicodeScalars.first == asterisk else { return nil }
        return removed(from: String(text.unicodeScalars.dropFirst()))
    }

    static func removed(from text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value >= firstPrivate }) else { return text }
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case asterisk.value: view.append("*")
            case punctuation..<punctuation + 0x80: view.append(Unicode.Scalar(UInt8(scalar.value - punctuation)))
            default: view.append(scalar)
            }
        }
        return String(view)
    }

    /// A quote, a line break or another placeholder before the brace means that this one is broken, or that it stands
    /// in a quoted text, where nothing has to be hidden.
    private static func closingBrace(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var index = start
        while index < scalars.count {
            switch scalars[index] {
            case "}": return index
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\"", "'", "\\", "$": return nil
            default: index += 1
            }
        }
        return nil
    }
}
