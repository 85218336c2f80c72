/// The transforms and their keys.
enum TransformKeys {
    static let mask = KeyShape(
        "mask", .mapping(MaskKeys.shape), summary: "Hides all of a text but some characters at its ends.",
        example: "{ fields: [telephone], keep_last: 4 }")
    static let hash = KeyShape(
        "hash", .mapping(HashKeys.shape), summary: "Replaces a text by a keyed hash, the same in every report.",
        example: "{ fields: [customer_id], key: \"${PII_KEY}\" }")

    static let shape = MappingShape("a transform", [mask, hash], exactlyOneOf: [["mask", "hash"]])

    static let fields = KeyShape(
        "fields", .list(.field), .required, summary: "The columns to work on.", example: "[telephone]")
}

/// The keys of `mask`.
enum MaskKeys {
    static let keepFirst = Setting.integer(
        "keep_first", 0...1000, .defaulted("0"), summary: "Characters left as they are at the start.", example: "2")
    static let keepLast = Setting.integer(
        "keep_last", 0...1000, .defaulted("0"), summary: "Characters left as they are at the end.", example: "4")

    static let shape = MappingShape("mask", [TransformKeys.fields, keepFirst.shape, keepLast.shape])
}

/// The keys of `hash`.
enum HashKeys {
    static let key = Setting(
        KeyShape("key", .secret, .required, summary: "The secret that the hash depends on.", example: "${PII_KEY}"),
        SecretText.key)

    static let shape = MappingShape("hash", [TransformKeys.fields, key.shape])
}
