internal import ETL

/// One mapping of the file, its keys checked against their shape.
public struct MappingReader {
    private let shape: MappingShape
    package let context: ReadingContext
    private let values: [String: YAMLNode]
    /// Whether it has keys that there are not: what seems to be missing may stand under one of them.
    package let hasUnknownKeys: Bool
    /// Where it says that something is missing: the first key, or the mapping itself when it's empty.
    package let place: Place

    /// Nil, with a diagnostic, when the key's value is not a mapping.
    package init?(_ node: YAMLNode, of key: KeyShape, shape: MappingShape, context: ReadingContext) {
        guard case .mapping(let entries) = node.content else {
            context.wrongKind(node, of: key)
            return nil
        }
        self.init(entries, of: node, shape: shape, context: context)
    }

    /// The entries of a node that is a mapping.
    package init(_ entries: [YAMLNode.Entry], of node: YAMLNode, shape: MappingShape, context: ReadingContext) {
        self.shape = shape
        self.context = context
        place = entries.first?.key.place ?? node.place
        var check = KeyCheck(shape: shape, context: context)
        for (name, entry) in MappingReader.named(entries, in: shape.title, context: context) {
            check.see(name, at: entry.key.place, value: entry.value)
        }
        check.reportMissing(at: place)
        values = check.values
        hasUnknownKeys = check.hasUnknown
    }

    /// Reports a mistake at a key, or at the mapping where the key is absent.
    public func error(_ message: String, at key: KeyShape) { context.error(message, at: place(of: key)) }

    /// Warns at a key, or at the mapping where the key is absent.
    package func warning(_ message: String, at key: KeyShape) {
        context.collector.warning(message, at: place(of: key))
    }

    /// Where a key's value is, or the mapping where the key is absent.
    package func place(of key: KeyShape) -> Place { node(key)?.place ?? place }

    package func node(_ key: KeyShape) -> YAMLNode? {
        values[key.name]
    }

    package func node(named name: String) -> YAMLNode? {
        values[name]
    }

    /// The value of a key, its default where the key is absent, or nil; what is wrong is in the diagnostics.
    public func value<Value>(_ setting: Setting<Value>) -> Value? {
        if let node = values[setting.shape.name] {
            return context.scalar(node, of: setting.shape).flatMap { context.parse($0, as: setting) }
        }
        guard case .defaulted(let text) = setting.shape.presence else { return nil }
        return try? setting.parse(text)
    }

    package func scalar<Value>(_ setting: Setting<Value>) -> ScalarValue? {
        values[setting.shape.name].flatMap { context.scalar($0, of: setting.shape) }
    }

    /// The mapping of a key; one with nothing in it, so that all defaults apply, where the key is absent.
    package func mapping(_ key: KeyShape, shape: MappingShape) -> MappingReader? {
        node(key) == nil ? absent(shape) : given(key, shape: shape)
    }

    /// The mapping of a key; nil where the key is absent.
    package func given(_ key: KeyShape, shape: MappingShape) -> MappingReader? {
        node(key).flatMap { MappingReader($0, of: key, shape: shape, context: context) }
    }

    /// A mapping of another shape with nothing in it, so that all defaults apply.
    package func absent(_ shape: MappingShape) -> MappingReader {
        MappingReader(absent: shape, context: context, place: place)
    }

    private init(absent shape: MappingShape, context: ReadingContext, place: Place) {
        self.shape = shape
        self.context = context
        self.place = place
        values = [:]
        hasUnknownKeys = false
    }

    /// The entries whose keys are texts, each name once; the others become diagnostics.
    package static func named(
        _ entries: [YAMLNode.Entry], in title: String, context: ReadingContext
    ) -> [(name: String, entry: YAMLNode.Entry)] {
        var lines: [String: Int] = [:]
        return entries.compactMap { entry in
            let place = entry.key.place
            guard case .scalar(let name, let isPlain) = entry.key.content, !entry.key.isNull else {
                context.error("a key in \(title) must be a word, not \(entry.key.kindName)", at: place)
                return nil
            }
            guard name != "<<" || !isPlain else {
                context.error("merge keys (<<) are not supported; write the settings out", at: place)
                return nil
            }
            if let line = lines[name] {
                context.error(
                    "duplicate key '\(ShownText.short(name))' in \(title); the first is in line \(line)",
                    at: place)
                return nil
            }
            lines[name] = place.line
            return (name, entry)
        }
    }
}

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
        return context.values(items, of: item, where: accepts)
    }

    /// What `read` makes of each item of a list; nil, with diagnostics, where one of them is wrong. An optional key that is
    /// absent is an empty list.
    package func items<Value>(_ key: KeyShape, _ read: (YAMLNode) -> Value?) -> [Value]? {
        guard let node = node(key) else { return key.presence == .required ? nil : [] }
        return context.items(node, of: key)?.every(read)
    }

    /// The same for a list of mappings.
    package func mappings<Value>(
        _ key: KeyShape, shape: MappingShape, _ read: (MappingReader) -> Value?
    ) -> [Value]? {
        let item = key.item(.mapping(shape))
        return items(key) { MappingReader($0, of: item, shape: shape, context: context).flatMap(read) }
    }

    /// A value or a list of values, each once.
    package func oneOrMore<Value: Equatable>(_ node: YAMLNode, of item: Setting<Value>) -> [Value]? {
        if case .sequence = node.content {
            return context.items(node, of: item.shape.item(.list(item.shape.kind)))
                .flatMap { context.values($0, of: item) }
        }
        return context.values([node], of: item)
    }

    /// The entries of a mapping whose keys are names of the file's own.
    package func entries<Value>(
        _ key: KeyShape, _ read: (_ name: String, _ entry: YAMLNode.Entry) -> Value?
    ) -> [(name: String, value: Value)]? {
        guard let node = node(key) else { return nil }
        guard case .mapping(let entries) = node.content, !entries.isEmpty else {
            context.wrongKind(node, of: key)
            return nil
        }
        let named = MappingReader.named(entries, in: key.name, context: context)
        let values = named.compactMap { name, entry in read(name, entry).map { (name: name, value: $0) } }
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
}

extension Collection {
    /// What `read` makes of each element; nil where it makes nothing of one. All are read, so that no mistake hides another.
    package func every<Value>(_ read: (Element) -> Value?) -> [Value]? {
        let values = compactMap(read)
        return values.count == count ? values : nil
    }
}
