/// Reads a list of transforms.
struct TransformReader {
    let context: ReadingContext

    /// The transforms before the first that is wrong; what is wrong is in the diagnostics.
    func read(_ node: YAMLNode?, of key: KeyShape) -> PlacedTransforms {
        var list = PlacedTransforms()
        guard let node else { return list }
        guard let items = context.items(node, of: key) else { return PlacedTransforms(isComplete: false) }
        for item in items {
            let spec = transform(item, of: key.item(.mapping(TransformKeys.shape)))
            if let spec, list.isComplete {
                list.transforms.append(PlacedTransform(spec, item))
            } else if spec == nil {
                list.isComplete = false
            }
        }
        return list
    }

    private func transform(_ node: YAMLNode, of key: KeyShape) -> TransformSpec? {
        guard let reader = MappingReader(node, of: key, shape: TransformKeys.shape, context: context),
            let form = TransformKeys.forms.first(where: { reader.node($0.key) != nil }),
            let settings = reader.node(form.key)
        else { return nil }
        return MappingReader(settings, of: form.key, shape: form.shape, context: context).flatMap(form.read)
    }
}
