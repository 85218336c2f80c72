import PipelineFile

extension TransformSpec {
    /// Adds all that decides what the transform does; a key counts by its fingerprint.
    func add(to ingredients: inout Ingredients) {
        switch self {
        case .select(let fields): ingredients.add("select", fields)
        case .drop(let fields): ingredients.add("drop", fields)
        case .rename(let fields): ingredients.add("rename", fields.flatMap { [$0.from, $0.to] })
        case .constant(let field, let value, let type): ingredients.add("constant", [field, value, type.rawValue])
        case .split(let field, let separator, let names): ingredients.add("split", [field, separator] + names)
        case .cast(let fields, let target): ingredients.add("cast", [target.rawValue] + fields)
        case .canonical(let fields, let values, let into, let replaces):
            ingredients.add("canonical", [into ?? "", "\(replaces)"] + fields)
            values.add(to: &ingredients)
        case .trim(let fields): ingredients.add("trim", fields)
        case .phone(let fields, let prefixes, let country, let minDigits, let into):
            ingredients.add("phone", [country ?? "", "\(minDigits)", into ?? ""] + fields)
            ingredients.add("prefixes", prefixes)
        case .mask(let fields, let keepFirst, let keepLast):
            ingredients.add("mask", ["\(keepFirst)", "\(keepLast)"] + fields)
        case .hash(let fields, _): ingredients.add("hash", [secretFingerprint ?? ""] + fields)
        case .redact(let fields, let find, let text):
            ingredients.add("redact", [text ?? ""] + fields)
            ingredients.add("find", find.map(\.rawValue))
        case .where(let condition):
            ingredients.add("where", "")
            condition.add(to: &ingredients)
        }
    }
}

extension CanonicalValues {
    fileprivate func add(to ingredients: inout Ingredients) {
        switch self {
        case .vocabulary(let vocabulary): ingredients.add("vocabulary", vocabulary.rawValue)
        case .words(let words): for word in words { ingredients.add(word.word, word.spellings) }
        }
    }
}

extension ConditionSpec {
    fileprivate func add(to ingredients: inout Ingredients) {
        switch self {
        case .all(let parts): Self.add("all", parts, to: &ingredients)
        case .any(let parts): Self.add("any", parts, to: &ingredients)
        case .not(let part): Self.add("not", [part], to: &ingredients)
        case .isOneOf(let field, let values): ingredients.add("is", [field] + values)
        case .isNull(let field): ingredients.add("is_null", field)
        case .startsWith(let field, let text): ingredients.add("starts_with", [field, text])
        case .compares(let field, let comparison, let value):
            ingredients.add(comparison.rawValue, [field, value])
        }
    }

    private static func add(_ name: String, _ parts: [ConditionSpec], to ingredients: inout Ingredients) {
        ingredients.add(name, "\(parts.count)")
        for part in parts { part.add(to: &ingredients) }
    }
}
