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
                list.transforms.append(PlacedTransform(stage, item))
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
