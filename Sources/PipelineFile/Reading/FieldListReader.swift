/// Reads a list of fields' names.
struct FieldListReader {
    let context: ReadingContext
    /// Nil when it isn't known which fields there are.
    let scope: FieldScope?
    let key: KeyShape

    /// Nil, with diagnostics, when one of them is wrong.
    func read(_ items: [YAMLNode]) -> [String]? {
        let item = KeyShape(key.name, .field, summary: key.summary, example: key.example)
        var fields: [String] = []
        for node in items {
            guard let scalar = context.scalar(node, of: item), isKnown(scalar) else { continue }
            if fields.contains(scalar.text) {
                context.error("\(key.name): \(scalar.shown) stands twice in the list", at: scalar.place)
            } else {
                fields.append(scalar.text)
            }
        }
        return fields.count == items.count ? fields : nil
    }

    func isKnown(_ field: ScalarValue) -> Bool {
        guard let scope, !scope.fields.contains(field.text) else { return true }
        let owner = scope.owner.map { "\($0) has no field" } ?? "none of this file's reports has the field"
        context.error(
            "\(key.name): \(owner) \(field.shown)\(Suggestion.ending(for: field.text, among: scope.fields))",
            at: field.place)
        return false
    }
}
