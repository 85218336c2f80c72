import Settings
import Transforms

/// The items of the lists of stages: each is a mapping of one key, the stage's name.
struct StageShapes: Sendable {
    static let transformTitle = "a transform"
    static let expectationTitle = "an expectation"

    let forms: StageForms
    let transform: MappingShape
    let expectation: MappingShape

    init(_ forms: StageForms) {
        self.forms = forms
        transform = Self.shape(Self.transformTitle, forms.transforms.map(\.key))
        expectation = Self.shape(Self.expectationTitle, forms.expectations.map(\.key))
    }

    private static func shape(_ title: String, _ keys: [KeyShape]) -> MappingShape {
        MappingShape(title, keys, exactlyOneOf: [keys.map(\.name)])
    }
}
