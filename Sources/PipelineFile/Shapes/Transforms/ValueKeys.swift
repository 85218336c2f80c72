/// The transforms that read or clean values.
enum ValueKeys {
    private static let castTarget = Setting<CastTarget>.choice(
        "to", .required, summary: "What the values become.", example: "integer")

    static let cast = TransformForm(
        "cast", summary: "Turns text into another type, or values into text.",
        example: "{ fields: [skill_id], to: integer }", keys: [TransformKeys.fields, castTarget.shape]
    ) { reader in
        let fields = reader.fields()
        let target = reader.value(castTarget)
        guard let fields, let target else { return nil }
        return .cast(fields: fields, to: target)
    }

    static let trim = TransformForm(
        "trim", summary: "Takes blanks off both ends.", example: "{ fields: [comment] }", keys: [TransformKeys.fields]
    ) { reader in
        reader.fields().map { .trim(fields: $0) }
    }

    private static let vocabulary = Setting<CanonicalVocabulary>.choice(
        "values", .required, summary: canonicalValues.summary, example: "results")
    private static let canonicalValues = KeyShape(
        "values",
        .either(.choice(CanonicalVocabulary.allCases.map(\.rawValue)), .openMapping(.oneOrMore(.text))), .required,
        summary: "A vocabulary of the program's, or each value with its spellings.", example: "results")
    private static let canonicalInto = TransformKeys.column(
        "into", summary: "The new column; <field>_canonical unless said otherwise.", example: "outcome")
    private static let canonicalReplace = Setting.flag(
        "replace", .defaulted("false"), summary: "Whether the value as it came gives way.", example: "true")

    static let canonical = TransformForm(
        "canonical", summary: "Brings the spellings of one value together.",
        example: "{ fields: [result], values: results }",
        keys: [TransformKeys.fields, canonicalValues, canonicalInto.shape, canonicalReplace.shape]
    ) { reader in
        let fields = reader.fields()
        let values = words(reader)
        let into = reader.newColumn(canonicalInto, from: fields)
        let replaces = reader.value(canonicalReplace)
        guard let fields, let values, let into, let replaces else { return nil }
        if replaces, let node = reader.node(canonicalInto.shape) {
            reader.context.error(
                "into: with `replace: true` there is no new column; leave one of them out", at: node.place)
            return nil
        }
        return .canonical(fields: fields, values: values, into: into.value, replaces: replaces)
    }

    private static func words(_ reader: MappingReader) -> CanonicalValues? {
        guard let node = reader.node(canonicalValues), case .mapping = node.content else {
            return reader.value(vocabulary).map { .vocabulary($0) }
        }
        let spelling = TransformKeys.text("values", summary: canonicalValues.summary, example: "[NO ANSWER, NOANSWER]")
        return reader.entries(canonicalValues) { $0.oneOrMore($1, of: spelling) }
            .map { .words($0.map { CanonicalWord(word: $0.name, spellings: $0.value) }) }
    }

    private static let stripPrefixes = KeyShape(
        "strip_prefixes", .list(.digits(8)), summary: "Digits dialled before a number, in any order.",
        example: "[\"9157\", \"57\", \"9\"]")
    private static let country = Setting(
        KeyShape("country", .digits(3), summary: "The calling code to write before numbers.", example: "\"57\""),
        { (text: String) throws(Complaint) in try DigitsText.parse(text, most: 3) })
    private static let minDigits = Setting.integer(
        "min_digits", 3...15, .defaulted("7"), summary: "Digits that a number has at least; less is an extension.",
        example: "10")
    private static let phoneInto = TransformKeys.column(
        "into", summary: "The new column; <field>_phone unless said otherwise.", example: "phone")

    static let phone = TransformForm(
        "phone", summary: "Brings telephone numbers into one form, in a column of their own.",
        example: "{ fields: [telephone], strip_prefixes: [\"9157\", \"57\"], country: \"57\" }",
        keys: [TransformKeys.fields, stripPrefixes, country.shape, minDigits.shape, phoneInto.shape]
    ) { reader in
        let item = Setting(
            KeyShape("strip_prefixes", .digits(8), summary: stripPrefixes.summary, example: "\"57\""),
            { (text: String) throws(Complaint) in try DigitsText.parse(text, most: 8) })
        let fields = reader.fields()
        let prefixes = reader.node(stripPrefixes) == nil ? [] : reader.list(stripPrefixes, of: item)
        let code = reader.optional(country)
        let digits = reader.value(minDigits)
        let into = reader.newColumn(phoneInto, from: fields)
        guard let fields, let prefixes, let code, let digits, let into else { return nil }
        return .phone(fields: fields, prefixes: prefixes, country: code.value, minDigits: digits, into: into.value)
    }
}
