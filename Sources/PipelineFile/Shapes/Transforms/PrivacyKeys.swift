/// The transforms that hide values, in quarantine too.
enum PrivacyKeys {
    private static let keepFirst = Setting.integer(
        "keep_first", 0...1000, .defaulted("0"), summary: "Characters left as they are at the start.", example: "2")
    private static let keepLast = Setting.integer(
        "keep_last", 0...1000, .defaulted("0"), summary: "Characters left as they are at the end.", example: "4")

    static let mask = TransformForm(
        "mask", summary: "Hides all of a text but some characters at its ends.",
        example: "{ fields: [telephone], keep_last: 4 }", keys: [TransformKeys.fields, keepFirst.shape, keepLast.shape]
    ) { reader in
        let fields = reader.fields()
        let keepFirst = reader.value(keepFirst)
        let keepLast = reader.value(keepLast)
        guard let fields, let keepFirst, let keepLast else { return nil }
        return .mask(fields: fields, keepFirst: keepFirst, keepLast: keepLast)
    }

    static let key = Setting(
        KeyShape("key", .secret, .required, summary: "The secret that the hash depends on.", example: "${PII_KEY}"),
        SecretText.key)

    static let hash = TransformForm(
        "hash", summary: "Replaces a text by a keyed hash, the same in every report.",
        example: "{ fields: [customer_id], key: \"${PII_KEY}\" }", keys: [TransformKeys.fields, key.shape]
    ) { reader in
        let fields = reader.fields()
        guard let scalar = reader.scalar(key), let secret = reader.context.parse(scalar, as: key) else { return nil }
        reader.context.warnOfLiteral(scalar, of: key.shape)
        return fields.map { .hash(fields: $0, key: secret) }
    }

    private static let find = KeyShape(
        "find", .list(.choice(RedactedPattern.allCases.map(\.rawValue))),
        summary: "Takes only these out of texts, not the whole value.", example: "[emails, digits]")
    private static let replacement = TransformKeys.text(
        "with", summary: "What stands there instead; null, or *** with `find`, unless said otherwise.",
        example: "\"***\"")

    static let redact = TransformForm(
        "redact", summary: "Takes values away, or e-mail addresses and long numbers out of them.",
        example: "{ fields: [comment] }", keys: [TransformKeys.fields, find, replacement.shape]
    ) { reader in
        let item = Setting<RedactedPattern>.choice("find", .optional, summary: find.summary, example: "emails")
        let fields = reader.fields()
        let patterns = reader.node(find) == nil ? [] : reader.list(find, of: item)
        let text = reader.optional(replacement)
        guard let fields, let patterns, let text else { return nil }
        return .redact(fields: fields, find: patterns, with: text.value)
    }
}
