/// Everything that is known about one key of a pipeline file. The checks read it, and so can whatever else describes the
/// file, such as a JSON Schema.
public struct KeyShape: Sendable {
    /// Whether a key must be there.
    public enum Presence: Sendable, Equatable {
        /// A file without it is wrong.
        case required
        /// A file without it says nothing.
        case optional
        /// Optional; a missing key means this text.
        case defaulted(String)
    }

    package let name: String
    package let kind: KeyKind
    package let presence: Presence
    package let summary: String
    /// A value as one would write it.
    package let example: String

    /// A key.
    ///
    /// - Parameters:
    ///   - name: how a file writes it.
    ///   - kind: what it holds.
    ///   - presence: whether it must be there.
    ///   - summary: what it means, in one sentence.
    ///   - example: a value as one would write it.
    public init(
        _ name: String, _ kind: KeyKind, presence: Presence = .optional, summary: String, example: String
    ) {
        self.name = name
        self.kind = kind
        self.presence = presence
        self.summary = summary
        self.example = example
    }

    /// The same key for one item of its list.
    package func item(_ kind: KeyKind) -> KeyShape {
        KeyShape(name, kind, summary: summary, example: example)
    }

    /// The same key, which need not be there.
    package var optional: KeyShape { KeyShape(name, kind, summary: summary, example: example) }
}

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
