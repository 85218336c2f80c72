package import Settings

/// A transform as pipeline files have it: its key, the keys of its mapping, and the way from the mapping to the stage.
package struct TransformForm: Sendable {
    package let key: KeyShape
    private let shape: MappingShape
    private let make: @Sendable (MappingReader) -> (any ConfiguredTransformer)?

    /// A form; `read` returns nil, with diagnostics, where something is wrong.
    package init(
        _ name: String, summary: String, example: String, keys: [KeyShape], exactlyOneOf: [[String]] = [],
        read: @escaping @Sendable (MappingReader) -> (any ConfiguredTransformer)?
    ) {
        shape = MappingShape(name, keys, exactlyOneOf: exactlyOneOf)
        key = KeyShape(name, .mapping(shape), summary: summary, example: example)
        make = read
    }

    /// Reads what stands under the form's key; nil, with diagnostics, where something is wrong.
    package func read(_ node: YAMLNode, in context: ReadingContext) -> (any ConfiguredTransformer)? {
        MappingReader(node, of: key, shape: shape, context: context).flatMap(make)
    }
}

extension TransformForm {
    /// Every transform that a pipeline file can name, in the order of the documents.
    package static let all = [
        Select.form, Drop.form, Rename.form, Constant.form, Split.form, Cast.form, Canonical.form, Trim.form,
        Phone.form, Mask.form, Hash.form, Redact.form, Where.form,
    ]
}
