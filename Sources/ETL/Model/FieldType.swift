/// What the values of a column are once they are typed.
public enum FieldType: String, Sendable, Codable, CaseIterable {
    /// UTF-8 text. Ids, telephones and codes are text for ever.
    case text
    /// A whole number that fits 64 bits.
    case integer
    /// An exact decimal number in plain notation, with the digits and the scale that came.
    case decimal
    /// An instant: ISO 8601 with the zone's offset.
    case timestamp
    /// A calendar day, `YYYY-MM-DD`.
    case day
    /// A JSON value, as a rule an object or array.
    case json
}

/// Values as they are shown to people: on one line, and not too long.
public enum Example {
    /// A text for people.
    public static func shown(_ text: String) -> String {
        ShownText.beginning(of: text, longest: 80, stays: ShownText.isVisible)
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
        return shown(String(String.UnicodeScalarView(scalars)))
    }
}
