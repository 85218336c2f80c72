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

/// How a source writes the values of a field as text, and so how they are to be read.
public enum ValueForm: String, Sendable, Codable, CaseIterable {
    /// A name, an id, a telephone, a code: kept as it came; a dash alone means nothing.
    case text
    /// What people wrote: a dash alone is text, and blanks around it stay.
    case freeText = "free_text"
    /// `2026-10-01 08:15:42` or `20261001081542`, in the source's zone and without an offset.
    case timestamp
    /// `2026-10-01`.
    case day
    /// Money: `0.0345`, `1,234.50`, `1.234,50`, `$ 12,5`.
    case cost
    /// Whole seconds.
    case seconds
    /// Minutes, whole as a rule; `2.08` occurs.
    case minutes
    /// A count.
    case count
    /// A number with or without decimals: an average, a grade.
    case decimal
    /// `HH:MM:SS`, also beyond 24 hours, or seconds as digits alone: which of them a report sends is not always known.
    case duration
    /// `34.64 %`, `15,233.33 %`.
    case percent
    /// cdr_3's channel: SMS, or WhatsApp with a connector's type and id.
    case connectorChannel = "connector_channel"
    /// diagram_9's channel, out of an open list.
    case chatChannel = "chat_channel"
    /// An object or array, kept as one JSON value; so is a plain value in its place.
    case json
}

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
