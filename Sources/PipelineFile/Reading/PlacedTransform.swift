import Settings
import Transforms

/// A transform with the places of all that it says.
struct PlacedTransform {
    let stage: any ConfiguredTransformer
    private let node: YAMLNode

    init(_ stage: any ConfiguredTransformer, _ node: YAMLNode) {
        self.stage = stage
        self.node = node
    }

    /// Where the transform begins: at its name.
    var place: Place {
        if case .mapping(let entries) = node.content, let first = entries.first { first.key.place } else { node.place }
    }

    /// Where a name or value stands, and under which key.
    func place(of text: String) -> (place: Place, key: String)? { find(text, in: node, under: "") }

    private func find(_ text: String, in node: YAMLNode, under key: String) -> (place: Place, key: String)? {
        switch node.content {
        case .scalar(let written, _):
            return written == text && !key.isEmpty ? (node.place, key) : nil
        case .sequence(let items):
            return items.lazy.compactMap { find(text, in: $0, under: key) }.first
        case .mapping(let entries):
            // In these two the file chooses the keys.
            let isOpen = key == "fields" || key == "values"
            for entry in entries {
                guard case .scalar(let name, _) = entry.key.content else { continue }
                if isOpen, name == text { return (entry.key.place, key) }
                if let found = find(text, in: entry.value, under: isOpen ? key : name) { return found }
            }
            return nil
        }
    }
}

/// The transforms of one list, as far as they could be read.
struct PlacedTransforms {
    var transforms: [PlacedTransform] = []
    var isComplete = true

    var stages: [any ConfiguredTransformer] { transforms.map(\.stage) }
}
