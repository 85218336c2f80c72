import ETL
import Settings

/// The parts of one definition: which of them could not be read, and where they are.
struct DefinitionParts {
    let reader: MappingReader
    /// The keys whose values could not be read.
    private(set) var unread: Set<String> = []

    /// What is absent beside an unknown key may stand under it.
    init(reader: MappingReader) {
        self.reader = reader
        guard reader.hasUnknownKeys else { return }
        unread = Set(DefinitionKeys.shape.keys.filter { reader.node($0) == nil }.map(\.name))
    }

    /// Takes note of a part that could not be read.
    mutating func take<Value>(_ key: String, _ value: Value?) -> Value? {
        if value == nil { unread.insert(key) }
        return value
    }

    /// The items of a list of mappings, as far as they can be read; none where the key is absent.
    mutating func list<Value>(
        _ key: KeyShape, shape: MappingShape, _ read: (MappingReader) -> Value?
    ) -> [Value] {
        guard let node = reader.node(key) else {
            if key.presence == .required { unread.insert(key.name) }
            return []
        }
        let items = reader.context.items(node, of: key)
        let values = (items ?? []).compactMap { item -> Value? in
            let keys = MappingReader(item, of: key.item(.mapping(shape)), shape: shape, context: reader.context)
            let value = keys.flatMap(read)
            return keys?.hasUnknownKeys == true ? nil : value
        }
        if values.count != items?.count { unread.insert(key.name) }
        return values
    }

    /// The texts of a list.
    mutating func words(_ key: KeyShape) -> [String] {
        take(key.name, reader.items(key) { reader.scalar($0, as: Setting(key.item(.field))) }) ?? []
    }

    /// Where a part is, and its value if it is a single one.
    func place(of part: ReportDefinition.Mistake.Place) -> (place: Place, scalar: ScalarValue?) {
        guard var node = reader.node(named: part.key) else { return (reader.place, nil) }
        if let item = part.item, case .sequence(let items) = node.content, items.indices.contains(item) {
            node = items[item]
        }
        if let member = part.member, let entry = node.entry(named: member) { node = entry.value }
        guard case .scalar = node.content else { return (node.place, nil) }
        return (node.place, reader.context.scalar(node, of: KeyShape(part.key, .text, summary: "", example: "")))
    }
}
