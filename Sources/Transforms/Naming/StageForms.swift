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
