/// Everything that is known about one key of a pipeline file. The checks read it, and so can whatever else describes the
/// file, such as a JSON Schema.
package struct KeyShape: Sendable {
    package enum Presence: Sendable, Equatable {
        case required
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

    package init(
        _ name: String, _ kind: KeyKind, _ presence: Presence = .optional, summary: String, example: String
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
