/// What a row must be like to be kept.
package indirect enum ConditionSpec: Sendable, Equatable {
    case all([ConditionSpec])
    case any([ConditionSpec])
    case not(ConditionSpec)
    case isOneOf(String, [String])
    case isNull(String)
    case startsWith(String, String)
    case compares(String, Comparison, String)

    package enum Comparison: String, Sendable {
        case lessThan = "less_than"
        case atMost = "at_most"
        case moreThan = "more_than"
        case atLeast = "at_least"
    }

    /// The columns that it looks at.
    package var fields: [String] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.fields)
        case .not(let part): part.fields
        case .isOneOf(let field, _), .isNull(let field), .startsWith(let field, _), .compares(let field, _, _): [field]
        }
    }
}
