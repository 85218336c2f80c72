/// A YAML value with its place, aliases already written out.
struct YAMLNode: Sendable {
    struct Entry: Sendable {
        let key: YAMLNode
        let value: YAMLNode
    }

    enum Content: Sendable {
        /// `isPlain` tells an unquoted text, which alone can mean null.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    let content: Content
    let place: Place

    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// What a message calls this kind of value.
    var kindName: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
