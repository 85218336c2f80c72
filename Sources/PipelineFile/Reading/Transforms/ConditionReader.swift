/// Reads the condition of a `where`.
struct ConditionReader {
    /// `groups` are the shapes of the conditions within, from the outermost to the innermost; nil, with diagnostics,
    /// where something is wrong.
    func read(_ reader: MappingReader, groups: [MappingShape]) -> ConditionSpec? {
        if let inner = groups.first {
            for name in [WhereKeys.all, WhereKeys.any] {
                let key = WhereKeys.list(name, of: inner)
                guard let node = reader.node(key) else { continue }
                let parts = parts(node, of: key, shape: inner, reader, groups: Array(groups.dropFirst()))
                let isAlone = refuseTests(beside: name, in: reader)
                guard let parts, isAlone else { return nil }
                return name == WhereKeys.all ? .all(parts) : .any(parts)
            }
        }
        return test(reader)
    }

    private func parts(
        _ node: YAMLNode, of key: KeyShape, shape: MappingShape, _ reader: MappingReader, groups: [MappingShape]
    ) -> [ConditionSpec]? {
        guard let items = reader.context.items(node, of: key) else { return nil }
        let parts = items.map { item in
            MappingReader(item, of: key.item(.mapping(shape)), shape: shape, context: reader.context)
                .flatMap { read($0, groups: groups) }
        }
        let complete = parts.compactMap { $0 }
        return complete.count == parts.count ? complete : nil
    }

    private func test(_ reader: MappingReader) -> ConditionSpec? {
        guard let field = reader.value(WhereKeys.field) else { return nil }
        var tests: [ConditionSpec?] = []
        if reader.has(WhereKeys.equals) { tests.append(reader.value(WhereKeys.equals).map { .isOneOf(field, [$0]) }) }
        if reader.has(WhereKeys.notEquals) {
            tests.append(reader.value(WhereKeys.notEquals).map { .not(.isOneOf(field, [$0])) })
        }
        if reader.node(WhereKeys.isIn) != nil {
            tests.append(values(WhereKeys.isIn, reader).map { .isOneOf(field, $0) })
        }
        if reader.node(WhereKeys.isNotIn) != nil {
            tests.append(values(WhereKeys.isNotIn, reader).map { .not(.isOneOf(field, $0)) })
        }
        if reader.has(WhereKeys.isNull) {
            tests.append(reader.value(WhereKeys.isNull).map { $0 ? .isNull(field) : .not(.isNull(field)) })
        }
        if reader.has(WhereKeys.startsWith) {
            tests.append(reader.value(WhereKeys.startsWith).map { .startsWith(field, $0) })
        }
        for (setting, comparison) in WhereKeys.comparisons where reader.has(setting) {
            tests.append(reader.value(setting).map { .compares(field, comparison, $0) })
        }
        if tests.isEmpty, reader.hasUnknownKeys { return nil }
        if tests.isEmpty {
            let names = WhereKeys.tests.map(\.name).joined(separator: ", ")
            reader.context.error(
                "where: nothing is said of '\(ScalarValue.short(field))'; add one of \(names)", at: reader.place)
            return nil
        }
        let complete = tests.compactMap { $0 }
        guard complete.count == tests.count else { return nil }
        return complete.count == 1 ? complete[0] : .all(complete)
    }

    private func values(_ key: KeyShape, _ reader: MappingReader) -> [String]? {
        reader.list(key, of: TransformKeys.text(key.name, summary: key.summary, example: "agent"))
    }

    private func refuseTests(beside name: String, in reader: MappingReader) -> Bool {
        let stray = WhereKeys.tests.compactMap { key in reader.node(key).map { (key.name, $0.place) } }
        for (test, place) in stray {
            reader.context.error(
                "\(test): beside '\(name)' there is no field to look at; move it into the list", at: place)
        }
        return stray.isEmpty
    }
}
