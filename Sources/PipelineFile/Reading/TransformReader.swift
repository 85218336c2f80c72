/// The fields that a transform may name, and whose they are.
struct FieldScope {
    /// The report's name; nil for all reports of the file.
    let owner: String?
    let fields: [String]

    init(owner: String? = nil, fields: [String]) {
        self.owner = owner
        self.fields = fields
    }
}

/// Reads a list of transforms.
struct TransformReader {
    let context: ReadingContext
    /// Nil when it isn't known which fields there are.
    let scope: FieldScope?

    /// Nil, with diagnostics, when one of them is wrong; empty when the key is absent.
    func read(_ node: YAMLNode?, of key: KeyShape) -> [TransformSpec]? {
        guard let node else { return [] }
        guard let items = context.items(node, of: key) else { return nil }
        let item = KeyShape(
            key.name, .mapping(TransformKeys.shape), summary: key.summary, example: key.example)
        let transforms = items.map { transform($0, of: item) }
        let complete = transforms.compactMap { $0 }
        return complete.count == transforms.count ? complete : nil
    }

    private func transform(_ node: YAMLNode, of key: KeyShape) -> TransformSpec? {
        guard let reader = MappingReader(node, of: key, shape: TransformKeys.shape, context: context) else {
            return nil
        }
        if let node = reader.node(TransformKeys.mask) {
            return MappingReader(node, of: TransformKeys.mask, shape: MaskKeys.shape, context: context).flatMap(mask)
        }
        if let node = reader.node(TransformKeys.hash) {
            return MappingReader(node, of: TransformKeys.hash, shape: HashKeys.shape, context: context).flatMap(hash)
        }
        return nil
    }

    private func mask(_ reader: MappingReader) -> TransformSpec? {
        let fields = fields(reader)
        let keepFirst = reader.value(MaskKeys.keepFirst)
        let keepLast = reader.value(MaskKeys.keepLast)
        guard let fields, let keepFirst, let keepLast else { return nil }
        return .mask(fields: fields, keepFirst: keepFirst, keepLast: keepLast)
    }

    private func hash(_ reader: MappingReader) -> TransformSpec? {
        let fields = fields(reader)
        guard let scalar = reader.scalar(HashKeys.key), let key = context.parse(scalar, as: HashKeys.key) else {
            return nil
        }
        context.warnOfLiteral(scalar, of: HashKeys.key.shape)
        return fields.map { .hash(fields: $0, key: key) }
    }

    private func fields(_ reader: MappingReader) -> [String]? {
        guard let node = reader.node(TransformKeys.fields),
            let items = context.items(node, of: TransformKeys.fields)
        else { return nil }
        let item = KeyShape("fields", .field, summary: TransformKeys.fields.summary, example: "[telephone]")
        var fields: [String] = []
        for node in items {
            guard let scalar = context.scalar(node, of: item), isKnown(scalar) else { continue }
            if fields.contains(scalar.text) {
                context.error("fields: \(scalar.shown) stands twice in the list", at: scalar.place)
            } else {
                fields.append(scalar.text)
            }
        }
        return fields.count == items.count ? fields : nil
    }

    private func isKnown(_ field: ScalarValue) -> Bool {
        guard let scope, !scope.fields.contains(field.text) else { return true }
        let owner = scope.owner.map { "\($0) has no field" } ?? "none of this file's reports has the field"
        context.error(
            "fields: \(owner) \(field.shown)\(Suggestion.ending(for: field.text, among: scope.fields))", at: field.place
        )
        return false
    }
}
