internal import ETL

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
    /// The columns that it looks at, each once.
    var fields: [String] {
        switch self {
        case .all(let parts), .any(let parts):
            parts.flatMap(\.fields).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        case .not(let part): part.fields
        case .isOneOf(let field, _), .isNull(let field), .startsWith(let field, _), .compares(let field, _, _): [field]
        }
    }

    /// What it asks for, part by part.
    func add(to identity: inout StageIdentity) {
        switch self {
        case .all(let parts): Self.add("all", parts, to: &identity)
        case .any(let parts): Self.add("any", parts, to: &identity)
        case .not(let part): Self.add("not", [part], to: &identity)
        case .isOneOf(let field, let values): identity.add("is", [field] + values)
        case .isNull(let field): identity.add("is_null", field)
        case .startsWith(let field, let text): identity.add("starts_with", [field, text])
        case .compares(let field, let comparison, let value): identity.add(comparison.rawValue, [field, value])
        }
    }

    private static func add(_ name: String, _ parts: [Condition], to identity: inout StageIdentity) {
        identity.add(name, "\(parts.count)")
        for part in parts { part.add(to: &identity) }
    }
}
