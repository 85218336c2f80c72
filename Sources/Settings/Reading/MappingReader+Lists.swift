extension MappingReader {
    /// What a key says, or that it isn't there.
    public struct Given<Value> {
        /// The value; nil where the key is absent.
        public let value: Value?
    }

    /// Whether a key is there.
    public func has<Value>(_ setting: Setting<Value>) -> Bool { node(setting.shape) != nil }

    /// The value of a key that may be absent; nil, with diagnostics, where it is wrong.
    public func optional<Value>(_ setting: Setting<Value>) -> Given<Value>? {
        guard has(setting) else { return Given(value: nil) }
        return value(setting).map { Given(value: $0) }
    }

    /// The values of a list, each once; those that `accepts` refuses, with diagnostics of its own, are missing.
    public func list<Value: Equatable>(
        _ key: KeyShape, of item: Setting<Value>, where accepts: (ScalarValue) -> Bool = { _ in true }
    ) -> [Value]? {
        guard let node = node(key), let items = context.items(node, of: key) else { return nil }
        return values(items, of: item, where: accepts)
    }

    /// A value or a list of values, each once.
    package func oneOrMore<Value: Equatable>(_ node: YAMLNode, of item: Setting<Value>) -> [Value]? {
        if case .sequence = node.content {
            return context.items(node, of: item.shape.item(.list(item.shape.kind))).flatMap { values($0, of: item) }
        }
        return values([node], of: item)
    }

    /// The entries of a mapping whose keys are names of the file's own.
    package func entries<Value>(
        _ key: KeyShape, _ read: (MappingReader, YAMLNode) -> Value?
    ) -> [(name: String, value: Value)]? {
        guard let node = node(key) else { return nil }
        guard case .mapping(let entries) = node.content, !entries.isEmpty else {
            context.wrongKind(node, of: key)
            return nil
        }
        let named = MappingReader.named(entries, in: key.name, context: context)
        let values = named.compactMap { name, entry in read(self, entry.value).map { (name: name, value: $0) } }
        return values.count == entries.count ? values : nil
    }

    package func scalar<Value>(_ node: YAMLNode, as setting: Setting<Value>) -> Value? {
        context.scalar(node, of: setting.shape).flatMap { context.parse($0, as: setting) }
    }

    /// The name for one new column; several columns can't share one.
    public func newColumn(_ setting: Setting<String>, from fields: [String]?) -> Given<String>? {
        guard let given = optional(setting) else { return nil }
        if given.value != nil, let fields, fields.count > 1, let node = node(setting.shape) {
            context.error(
                "\(setting.shape.name): several fields can't have one new column; write a transform for each",
                at: node.place)
            return nil
        }
        return given
    }

    private func values<Value: Equatable>(
        _ nodes: [YAMLNode], of item: Setting<Value>, where accepts: (ScalarValue) -> Bool = { _ in true }
    ) -> [Value]? {
        var values: [Value] = []
        for node in nodes {
            guard let scalar = context.scalar(node, of: item.shape), let value = context.parse(scalar, as: item),
                accepts(scalar)
            else { continue }
            if values.contains(value) {
                context.error("\(item.shape.name): \(scalar.shown) stands twice in the list", at: scalar.place)
            } else {
                values.append(value)
            }
        }
        return values.count == nodes.count ? values : nil
    }
}
