/// The transforms that say which columns there are.
enum ShapingKeys {
    static let select = TransformForm(
        "select", summary: "Keeps these columns, in this order.", example: "{ fields: [date, agent_id, cost] }",
        keys: [TransformKeys.fields("The columns to keep.", example: "[date, agent_id, cost]")]
    ) { reader in
        reader.fields().map { .select(fields: $0) }
    }

    static let drop = TransformForm(
        "drop", summary: "Leaves these columns out.", example: "{ fields: [comment] }",
        keys: [TransformKeys.fields("The columns to leave out.", example: "[comment]")]
    ) { reader in
        reader.fields().map { .drop(fields: $0) }
    }

    private static let renamings = KeyShape(
        "fields", .openMapping(.column), .required, summary: "Each column with its new name.",
        example: "{ telephone: phone }")

    static let rename = TransformForm(
        "rename", summary: "Gives columns other names.", example: "{ fields: { telephone: phone } }",
        keys: [renamings]
    ) { reader in
        let name = TransformKeys.column("fields", summary: renamings.summary, example: renamings.example)
        return reader.entries(renamings) { $0.scalar($1, as: name) }
            .map { .rename(fields: $0.map { Renaming(from: $0.name, to: $0.value) }) }
    }

    private static let constantField = TransformKeys.column(
        "field", .required, summary: "The new column.", example: "country")
    private static let constantValue = TransformKeys.text(
        "value", .required, summary: "What stands in every row.", example: "CO")
    private static let constantType = Setting<ConstantType>.choice(
        "type", .defaulted("text"), summary: "What the value is.", example: "text")

    static let constant = TransformForm(
        "constant", summary: "Adds a column that is the same in every row.",
        example: "{ field: country, value: CO }",
        keys: [constantField.shape, constantValue.shape, constantType.shape]
    ) { reader in
        let field = reader.value(constantField)
        let value = reader.value(constantValue)
        let type = reader.value(constantType)
        guard let field, let value, let type else { return nil }
        return .constant(field: field, value: value, type: type)
    }

    private static let splitField = TransformKeys.field("The column to cut.", example: "destiny")
    private static let splitBy = Setting(
        KeyShape("by", .text, .required, summary: "What stands between two parts.", example: "\"-\""),
        { (text: String) throws(Complaint) -> String in
            guard !text.isEmpty else { throw Complaint("is empty") }
            return text
        })
    private static let splitInto = KeyShape(
        "into", .list(.column), .required, summary: "The new columns, in the order of the parts.",
        example: "[city, line]")

    static let split = TransformForm(
        "split", summary: "Cuts a text into columns of their own.",
        example: "{ field: destiny, by: \"-\", into: [city, line] }",
        keys: [splitField.shape, splitBy.shape, splitInto]
    ) { reader in
        let field = reader.value(splitField)
        let separator = reader.value(splitBy)
        let item = TransformKeys.column("into", summary: splitInto.summary, example: "city")
        let names = reader.list(splitInto, of: item)
        guard let field, let separator, let names else { return nil }
        return .split(field: field, by: separator, into: names)
    }
}
