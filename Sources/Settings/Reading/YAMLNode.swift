/// A YAML value with its place, aliases already written out.
package struct YAMLNode: Sendable {
    package struct Entry: Sendable {
        package let key: YAMLNode
        package let value: YAMLNode

        package init(key: YAMLNode, value: YAMLNode) {
            self.key = key
            self.value = value
        }
    }

    package enum Content: Sendable {
        /// `isPlain` tells an unquoted text, which alone can mean null.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    package let content: Content
    package let place: Place

    package init(content: Content, place: Place) {
        self.content = content
        self.place = place
    }

    package var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The entry of a mapping that has a name; nil where there is none, and for other values.
    package func entry(named name: String) -> Entry? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { if case .scalar(name, _) = $0.key.content { true } else { false } }
    }

    /// What a message calls this kind of value.
    package var kindName: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
