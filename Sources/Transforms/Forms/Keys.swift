public import Settings

extension KeyShape {
    /// `fields`: the columns to work on.
    public static let fields = fields("The columns to work on.", example: "[telephone]")

    /// `fields`, with a summary and an example of a stage's own.
    public static func fields(_ summary: String, example: String) -> KeyShape {
        KeyShape("fields", .list(.field), presence: .required, summary: summary, example: example)
    }
}

extension Setting where Value == String {
    /// `field`: one column to work on.
    public static func field(_ summary: String, example: String) -> Setting {
        Setting(KeyShape("field", .field, presence: .required, summary: summary, example: example))
    }

    /// The name of a new column.
    public static func column(
        _ name: String, presence: KeyShape.Presence = .optional, summary: String, example: String
    ) -> Setting {
        Setting(
            KeyShape(name, .column, presence: presence, summary: summary, example: example), NewColumnName.parse)
    }

    /// A text on one line.
    public static func text(
        _ name: String, presence: KeyShape.Presence = .optional, summary: String, example: String
    ) -> Setting {
        Setting(KeyShape(name, .text, presence: presence, summary: summary, example: example), PlainText.parse)
    }
}

extension MappingReader {
    /// The columns of `fields`, each once; nil, with a diagnostic, where something is wrong.
    public func fields() -> [String]? {
        list(
            .fields,
            of: Setting(KeyShape("fields", .field, summary: KeyShape.fields.summary, example: "[telephone]")))
    }
}
