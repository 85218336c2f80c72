/// How a source writes the values of a field as text, and so how they are to be read.
///
/// These are the forms that sources of any kind have; a form of one source is declared beside what reads it.
public struct ValueForm: Sendable, Hashable, CustomStringConvertible {
    /// The word for it in definitions.
    public let rawValue: String

    /// The form of that name.
    public init(_ name: String) { rawValue = name }

    /// The word for it in definitions.
    public var description: String { rawValue }

    /// A name, an id, a telephone, a code: kept as it came; a dash alone means nothing.
    public static let text = ValueForm("text")
    /// What people wrote: a dash alone is text, and blanks around it stay.
    public static let freeText = ValueForm("free_text")
    /// `2026-10-01 08:15:42` or `20261001081542`, in the source's zone and without an offset.
    public static let timestamp = ValueForm("timestamp")
    /// `2026-10-01`.
    public static let day = ValueForm("day")
    /// Money: `0.0345`, `1,234.50`, `1.234,50`, `$ 12,5`.
    public static let cost = ValueForm("cost")
    /// Whole seconds.
    public static let seconds = ValueForm("seconds")
    /// Minutes, whole as a rule; `2.08` occurs.
    public static let minutes = ValueForm("minutes")
    /// A count.
    public static let count = ValueForm("count")
    /// A number with or without decimals: an average, a grade.
    public static let decimal = ValueForm("decimal")
    /// `HH:MM:SS`, also beyond 24 hours, or seconds as digits alone: which of them a report sends is not always known.
    public static let duration = ValueForm("duration")
    /// `34.64 %`, `15,233.33 %`.
    public static let percent = ValueForm("percent")
    /// An object or array, kept as one JSON value; so is a plain value in its place.
    public static let json = ValueForm("json")
}

extension ValueForm: Codable {
    /// Reads the word.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the word.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
