internal import Settings

/// The keys of a condition.
///
/// Conditions are nested twice at most, so that each has a shape of its own.
enum ConditionKeys {
    static let field = Setting(
        KeyShape("field", .field, summary: "The column that is looked at.", example: "hang_up"))
    static let equals = Setting.text("equals", summary: "The value is this.", example: "agent")
    static let notEquals = Setting.text("not_equals", summary: "The value isn't this, or is null.", example: "0")
    static let isIn = values("in", "The value is one of these.")
    static let isNotIn = values("not_in", "The value is none of these, or is null.")
    static let isNull = Setting.flag(
        "is_null", .optional, summary: "Whether there is no value.", example: "false")
    static let startsWith = Setting.text("starts_with", summary: "The text begins so.", example: "\"57\"")
    static let comparisons: [(Setting<String>, Condition.Comparison)] = [
        (.text("less_than", summary: "Less, or earlier.", example: "60"), .lessThan),
        (.text("at_most", summary: "Not more, not later.", example: "60"), .atMost),
        (.text("more_than", summary: "More, or later.", example: "0"), .moreThan),
        (.text("at_least", summary: "Not less, not earlier.", example: "2026-10-01"), .atLeast),
    ]
    static let all = "all"
    static let any = "any"

    /// What a test of one column may say; all that is said must hold.
    static let tests =
        [equals.shape, notEquals.shape, isIn, isNotIn, isNull.shape, startsWith.shape] + comparisons.map(\.0.shape)

    static let innermost = MappingShape("an inner condition", [required(field.shape)] + tests)
    static let inner = group("a condition", of: innermost)
    static let outermost = group("where", of: inner)

    static func list(_ name: String, of shape: MappingShape) -> KeyShape {
        let summary = name == all ? "All of these hold." : "At least one of these holds."
        return KeyShape(
            name, .list(.mapping(shape)), summary: summary, example: "[{ field: hang_up, equals: agent }]")
    }

    private static func values(_ name: String, _ summary: String) -> KeyShape {
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
