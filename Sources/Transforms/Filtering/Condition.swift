/// What a row must be like. A value that is null equals nothing and is neither more nor less than anything.
public indirect enum Condition: Sendable, Equatable {
    /// All of these hold.
    case all([Condition])
    /// At least one of these holds.
    case any([Condition])
    /// This doesn't hold.
    case not(Condition)
    /// The value of a column is one of these.
    case isOneOf(String, [String])
    /// A column has no value.
    case isNull(String)
    /// A column's text starts so.
    case startsWith(String, String)
    /// The value of a column stands so to another one: a number, a day or a time.
    case compares(String, Comparison, String)

    /// How two values stand to one another.
    public enum Comparison: String, Sendable, CaseIterable {
        /// Less, or earlier.
        case lessThan = "less_than"
        /// Not more, not later.
        case atMost = "at_most"
        /// More, or later.
        case moreThan = "more_than"
        /// Not less, not earlier.
        case atLeast = "at_least"
    }
}
