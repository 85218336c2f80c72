/// Reads the `parameters` of a definition.
struct DefinitionParameterReader {
    let context: ReadingContext

    /// What every request has.
    private static let everywhere: Set = ["api", "date_ini", "date_end"]

    /// Nil, with diagnostics, when one of them is wrong; empty when there are none.
    func read(_ node: YAMLNode?) -> [DefinitionSpec.Parameter]? {
        guard let node else { return [] }
        guard let items = context.items(node, of: DefinitionKeys.parameters) else { return nil }
        let item = KeyShape(
            "parameters", .mapping(DefinitionParameterKeys.shape), summary: DefinitionKeys.parameters.summary,
            example: DefinitionKeys.parameters.example)
        var names: Set<String> = []
        let parameters = items.compactMap { node in
            MappingReader(node, of: item, shape: DefinitionParameterKeys.shape, context: context)
                .flatMap { parameter($0, &names) }
        }
        return parameters.count == items.count ? parameters : nil
    }

    private func parameter(_ keys: MappingReader, _ names: inout Set<String>) -> DefinitionSpec.Parameter? {
        let name = keys.value(DefinitionParameterKeys.name)
        let isRequired = keys.value(DefinitionParameterKeys.required)
        let acceptsAll = keys.value(DefinitionParameterKeys.acceptsAll)
        let values = values(keys)
        let summary = keys.value(DefinitionParameterKeys.summary)
        let hasDefault = keys.node(DefinitionParameterKeys.defaultValue.shape) != nil
        let defaultValue = keys.value(DefinitionParameterKeys.defaultValue)
        guard let name, isFree(name, keys, &names), let isRequired, let acceptsAll, let values, let summary,
            !hasDefault || defaultValue != nil
        else { return nil }
        return DefinitionSpec.Parameter(
            name: name, isRequired: isRequired, acceptsAll: acceptsAll, values: values, defaultValue: defaultValue,
            summary: summary)
    }

    private func values(_ keys: MappingReader) -> [String]? {
        guard let node = keys.node(DefinitionParameterKeys.values) else { return [] }
        guard let items = context.items(node, of: DefinitionParameterKeys.values) else { return nil }
        let item = Setting(
            KeyShape("values", .parameterValue, summary: "", example: DefinitionParameterKeys.values.example),
            ParameterValue.parse)
        let values = items.compactMap { node in
            context.scalar(node, of: item.shape).flatMap { context.parse($0, as: item) }
        }
        return values.count == items.count ? values : nil
    }

    private func isFree(_ name: String, _ keys: MappingReader, _ names: inout Set<String>) -> Bool {
        let place = keys.node(DefinitionParameterKeys.name.shape)?.place ?? keys.place
        if Self.everywhere.contains(name) {
            context.error("name: '\(name)' is in every request already; remove it", at: place)
            return false
        }
        guard names.insert(name).inserted else {
            context.error("name: '\(name)' stands twice in the list", at: place)
            return false
        }
        return true
    }
}
