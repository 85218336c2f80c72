/// JSON whose keys stay in the order in which they are given.
enum JSONTree: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    case null
    case boolean(Bool)
    case integer(Int)
    case string(String)
    case array([JSONTree])
    case object([Member])

    struct Member: Sendable, Equatable {
        var key: String
        var value: JSONTree
    }

    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(arrayLiteral elements: JSONTree...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSONTree)...) {
        self = .object(elements.map { Member(key: $0, value: $1) })
    }

    /// An object with further members behind its own.
    func adding(_ members: [Member]) -> JSONTree {
        guard case .object(let own) = self else { return self }
        return .object(own + members)
    }

    func adding(_ key: String, _ value: JSONTree) -> JSONTree { adding([Member(key: key, value: value)]) }

    /// The text, two blanks an indentation; lists of single values stand on one line.
    func text(indentation: String = "") -> String {
        let inner = indentation + "  "
        switch self {
        case .null: return "null"
        case .boolean(let value): return value ? "true" : "false"
        case .integer(let value): return "\(value)"
        case .string(let value): return JSONNode.quoted(value)
        case .array(let items) where items.allSatisfy(\.isSingle):
            return "[" + items.map { $0.text() }.joined(separator: ", ") + "]"
        case .array(let items):
            let lines = items.map { inner + $0.text(indentation: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indentation)]"
        case .object(let members) where members.isEmpty: return "{}"
        case .object(let members):
            let lines = members.map { "\(inner)\(JSONNode.quoted($0.key)): \($0.value.text(indentation: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
        }
    }

    private var isSingle: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }
}
