public import Settings

/// A transform as pipeline files have it: its key, the keys of its mapping, and the way from the mapping to the stage.
public struct TransformForm: Sendable {
    package let key: KeyShape
    private let shape: MappingShape
    private let make: @Sendable (MappingReader) -> (any ConfiguredTransformer)?

    /// A form.
    ///
    /// - Parameters:
    ///   - name: the key in a list of transforms.
    ///   - summary: what the transform does, in one sentence.
    ///   - example: a value of the key.
    ///   - keys: what its mapping may hold.
    ///   - exactlyOneOf: sets of keys of which exactly one must be there.
    ///   - read: makes the stage of its mapping; nil, with a diagnostic, where something is wrong.
    public init(
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
    /// Every transform of the program, in the order of the documents.
    public static let all = [
        Select.form, Drop.form, Rename.form, Constant.form, Split.form, Cast.form, Canonical.form, Trim.form,
        Phone.form, Mask.form, Hash.form, Redact.form, Where.form,
    ]
}

/// The stages that a pipeline file can name: those of the program, or a list to which another program adds its own.
public struct StageForms: Sendable {
    /// The transforms, in the order of the documents.
    public var transforms: [TransformForm]
    /// The expectations, in the order of the documents.
    public var expectations: [ExpectationForm]

    /// A list; what is not given is what the program has.
    public init(
        transforms: [TransformForm] = TransformForm.all, expectations: [ExpectationForm] = ExpectationForm.all
    ) {
        self.transforms = transforms
        self.expectations = expectations
    }
}
