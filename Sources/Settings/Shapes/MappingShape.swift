/// The keys that one kind of mapping may have.
public struct MappingShape: Sendable {
    /// How a message calls it, as in `unknown key 'x' in a source`.
    package let title: String
    package let keys: [KeyShape]
    /// Sets of keys of which exactly one must be there.
    package let exactlyOneOf: [[String]]

    /// A mapping that messages call `title`.
    public init(_ title: String, _ keys: [KeyShape], exactlyOneOf: [[String]] = []) {
        self.title = title
        self.keys = keys
        self.exactlyOneOf = exactlyOneOf
    }
}
