/// The transform that leaves rows out, and its conditions.
///
/// Conditions are nested twice at most, so that each has a shape of its own.
enum WhereKeys {
    static let form: TransformForm = {
        let shape = group("where", of: inner)
        return TransformForm(
            "where", summary: "Keeps the rows for which a condition holds.",
            example: "{ field: hang_up, equals: agent }", keys: shape.keys, exactlyOneOf: shape.exactlyOneOf
        ) { reader in
            ConditionReader().read(reader, groups: [inner, leaf]).map { .where($0) }
        }
    }()

    static let field = Setting(
        KeyShape("field", .field, summary: "The column that is looked at.", example: "hang_up"),
        { (text: String) throws(Complaint) in text })
    static let equals = TransformKeys.text("equals", summary: "The value is this.", example: "agent")
    static let notEquals = TransformKeys.text("not_equals", summary: "The value isn't this, or is null.", example: "0")
    static let isIn = values("in", "The value is one of these.")
    static let isNotIn = values("not_in", "The value is none of these, or is null.")
    static let isNull = Setting.flag(
        "is_null", .optional, summary: "Whether there is no value.", example: "false")
    static let startsWith = TransformKeys.text("starts_with", summary: "The text begins so.", example: "\"57\"")
    static let comparisons: [(Setting<String>, ConditionSpec.Comparison)] = [
        (TransformKeys.text("less_than", summary: "Less, or earlier.", example: "60"), .lessThan),
        (TransformKeys.text("at_most", summary: "Not more, not later.", example: "60"), .atMost),
        (TransformKeys.text("more_than", summary: "More, or later.", example: "0"), .moreThan),
        (TransformKeys.text("at_least", summary: "Not less, not earlier.", example: "2026-10-01"), .atLeast),
    ]
    static let all = "all"
    static let any = "any"

    /// What a test of one column may say; all that is said must hold.
    static let tests =
        [equals.shape, notEquals.shape, isIn, isNotIn, isNull.shape, startsWith.shape] + comparisons.map(\.0.shape)

    private static let leaf = MappingShape("an inner condition", [required(field.shape)] + tests)
    private static let inner = group("a condition", of: leaf)

    static func list(_ name: String, of shape: MappingShape) -> KeyShape {
        let summary = name == all ? "All of these hold." : "At least one of these holds."
        return KeyShape(
            name, .list(.mapping(shape)), summary: summary, example: "[{ field: hang_up, equals: agent }]")
    }

    static func values(_ name: String, _ summary: String) -> KeyShape {
        KeyShape(name, .list(.text), summary: summary, example: "[agent, customer]")
    }

    private static func group(_ title: String, of shape: MappingShape) -> MappingShape {
        MappingShape(
            title, [field.shape] + tests + [list(all, of: shape), list(any, of: shape)],
            exactlyOneOf: [["field", all, any]])
    }

    private static func required(_ key: KeyShape) -> KeyShape {
        KeyShape(key.name, key.kind, .required, summary: key.summary, example: key.example)
    }
}
