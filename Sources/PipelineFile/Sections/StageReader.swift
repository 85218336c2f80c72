import ETL
import Settings
import Transforms

/// Reads a list of transforms.
struct TransformReader {
    let context: FileContext

    /// The transforms before the first that is wrong; what is wrong is in the diagnostics.
    func read(_ node: YAMLNode?, of key: KeyShape) -> PlacedTransforms {
        var list = PlacedTransforms()
        guard let node else { return list }
        guard let items = context.items(node, of: key) else { return PlacedTransforms(isComplete: false) }
        for item in items {
            let stage = transform(item, of: key.item(.transform))
            if let stage, list.isComplete {
                list.transforms.append(PlacedTransform(stage: stage, node: item))
            } else if stage == nil {
                list.isComplete = false
            }
        }
        return list
    }

    private func transform(_ node: YAMLNode, of key: KeyShape) -> (any ConfiguredTransformer)? {
        guard let reader = MappingReader(node, of: key, shape: context.stages.transform, context: context),
            let form = context.stages.forms.transforms.first(where: { reader.node($0.key) != nil }),
            let settings = reader.node(form.key)
        else { return nil }
        return form.read(settings, in: context)
    }
}

/// Reads a list of expectations.
struct ExpectationReader {
    let context: FileContext
    /// The columns that may be named; nil when it isn't known which there are.
    let columns: ColumnScope?

    /// Nil, with diagnostics, when one of them is wrong; empty when the key is absent.
    func read(_ node: YAMLNode?, of key: KeyShape) -> [ConfiguredExpectation]? {
        guard let node else { return [] }
        return context.items(node, of: key)?.every { expectation($0, of: key.item(.expectation)) }
    }

    private func expectation(_ node: YAMLNode, of key: KeyShape) -> ConfiguredExpectation? {
        guard let reader = MappingReader(node, of: key, shape: context.stages.expectation, context: context),
            let form = context.stages.forms.expectations.first(where: { reader.node($0.key) != nil }),
            let settings = reader.node(form.key)
        else { return nil }
        return form.read(settings, columns: columns, in: context)
    }
}

/// A transform with the places of all that it says.
struct PlacedTransform {
    let stage: any ConfiguredTransformer
    /// What the file says of it.
    let node: YAMLNode

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

/// The mappings that depend on the program: the items of the lists of stages, each a mapping of one key, the stage's name,
/// and what takes values from a list of the source's.
struct StageShapes: Sendable {
    static let transformTitle = "a transform"
    static let expectationTitle = "an expectation"

    let forms: StageForms
    let transform: MappingShape
    let expectation: MappingShape
    let valueList: ValueListKeys

    init(_ forms: StageForms, lists: [ListedValues]) {
        self.forms = forms
        valueList = ValueListKeys(lists)
        transform = Self.shape(Self.transformTitle, forms.transforms.map(\.key))
        expectation = Self.shape(Self.expectationTitle, forms.expectations.map(\.key))
    }

    private static func shape(_ title: String, _ keys: [KeyShape]) -> MappingShape {
        MappingShape(title, keys, exactlyOneOf: [keys.map(\.name)])
    }
}
