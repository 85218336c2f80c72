import Settings
import Transforms

/// The items of the lists of stages: each is a mapping of one key, the stage's name.
enum StageShapes {
    static let transform = shape("a transform", TransformForm.all.map(\.key))
    static let expectation = shape("an expectation", ExpectationForm.all.map(\.key))

    private static func shape(_ title: String, _ keys: [KeyShape]) -> MappingShape {
        MappingShape(title, keys, exactlyOneOf: [keys.map(\.name)])
    }
}
