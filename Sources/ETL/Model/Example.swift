/// Values as they are shown to people: on one line, and not too long.
public enum Example {
    private static let longest = 80

    /// A text for people.
    public static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let line = scalars.prefix(longest).map { scalar in
            ShownText.isVisible(scalar) ? String(scalar) : "·"
        }
        return line.joined() + (scalars.count > longest ? "…" : "")
    }

    /// What a text looks like without what it says: digits become 9, letters become x.
    public static func shape(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .decimalNumber, .otherNumber, .letterNumber: "9"
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .nonspacingMark:
                "x"
            default: scalar
            }
        }
        var shape = String.UnicodeScalarView()
        shape.append(contentsOf: scalars)
        return shown(String(shape))
    }
}
