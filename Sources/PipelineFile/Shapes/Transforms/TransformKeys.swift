/// The transforms.
enum TransformKeys {
    static let forms = [
        ShapingKeys.select, ShapingKeys.drop, ShapingKeys.rename, ShapingKeys.constant, ShapingKeys.split,
        ValueKeys.cast, ValueKeys.canonical, ValueKeys.trim, ValueKeys.phone, PrivacyKeys.mask, PrivacyKeys.hash,
        PrivacyKeys.redact, WhereKeys.form,
    ]

    static let shape = MappingShape(
        "a transform", forms.map(\.key), exactlyOneOf: [forms.map(\.key.name)])

    static let fields = fields("The columns to work on.", example: "[telephone]")

    static func fields(_ summary: String, example: String) -> KeyShape {
        KeyShape("fields", .list(.field), .required, summary: summary, example: example)
    }

    static func field(_ summary: String, example: String) -> Setting<String> {
        Setting(KeyShape("field", .field, .required, summary: summary, example: example)) {
            text throws(Complaint) in text
        }
    }

    static func column(
        _ name: String, _ presence: KeyShape.Presence = .optional, summary: String, example: String
    ) -> Setting<String> {
        Setting(KeyShape(name, .column, presence, summary: summary, example: example), NewColumnName.parse)
    }

    static func text(
        _ name: String, _ presence: KeyShape.Presence = .optional, summary: String, example: String
    ) -> Setting<String> {
        Setting(KeyShape(name, .text, presence, summary: summary, example: example), PlainText.parse)
    }
}

/// One transform: its key, the shape of its mapping, and the way from the mapping to the specification.
struct TransformForm: Sendable {
    let key: KeyShape
    let shape: MappingShape
    /// Nil, with diagnostics, where something is wrong.
    let read: @Sendable (MappingReader) -> TransformSpec?

    init(
        _ name: String, summary: String, example: String, keys: [KeyShape], exactlyOneOf: [[String]] = [],
        read: @escaping @Sendable (MappingReader) -> TransformSpec?
    ) {
        shape = MappingShape(name, keys, exactlyOneOf: exactlyOneOf)
        key = KeyShape(name, .mapping(shape), summary: summary, example: example)
        self.read = read
    }
}
