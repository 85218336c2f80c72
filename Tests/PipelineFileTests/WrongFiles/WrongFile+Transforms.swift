extension WrongFile {
    private static func transform(_ text: String) -> String {
        Fixture.file(more: "transform:\n\(text)\n")
    }

    /// Mistakes in transforms.
    static let transforms = [
        WrongFile(
            "transform as a mapping", transform("  ▸mask: { fields: [telephone] }"),
            "transform: expected a list, such as `transform: [{ mask: { fields: [telephone] } }]`, not a mapping"),
        WrongFile(
            "misspelt transform", transform("  - ▸maks: { fields: [telephone] }"),
            "unknown key 'maks' in a transform; did you mean 'mask'?"),
        WrongFile(
            "transform to come", transform("  - ▸select: { fields: [telephone] }"),
            "unknown key 'select' in a transform; known are mask, hash"),
        WrongFile(
            "two in one item",
            transform("  - mask: { fields: [telephone] }\n    ▸hash: { fields: [cost], key: '${PII_KEY}' }"),
            "a transform takes either 'mask' or 'hash', not both"),
        WrongFile(
            "no fields", transform("  - mask: { ▸keep_last: 4 }"),
            "mask needs 'fields', such as `fields: [telephone]`"),
        WrongFile(
            "field that no report has", transform("  - mask: { fields: [▸telefone] }"),
            "fields: none of this file's reports has the field 'telefone'; did you mean 'telephone'?"),
        WrongFile(
            "field that another report has",
            Fixture.file(
                reports: "reports:\n  - cdr_1\n  - report: cdr_6\n    transform: [{ mask: { fields: [▸telephone] } }]\n"
            ),
            "fields: cdr_6 has no field 'telephone'"),
        WrongFile(
            "field twice", transform("  - mask: { fields: [cost, ▸cost] }"), "fields: 'cost' stands twice in the list"),
        WrongFile(
            "field without a list", transform("  - mask: { fields: ▸telephone }"),
            "fields: expected a list, such as `fields: [telephone]`, not a single value"),
        WrongFile(
            "kept too many", transform("  - mask: { fields: [cost], keep_first: ▸1001, keep_last: ▸-1 }"),
            "keep_first: '1001' is not a whole number from 0 to 1000",
            "keep_last: '-1' is not a whole number from 0 to 1000"),
        WrongFile(
            "hash without a key", transform("  - hash: { ▸fields: [cost] }"),
            "hash needs 'key', such as `key: ${PII_KEY}`"),
        WrongFile(
            "hash with an empty key", transform("  - hash: { fields: [cost], key: ▸${EMPTY} }"),
            "key: the value is empty"),
        WrongFile(
            "misspelt option", transform("  - mask: { fields: [cost], ▸keep_lst: 4 }"),
            "unknown key 'keep_lst' in mask; did you mean 'keep_last'?"),
    ]
}
