import ETL

/// Reads `definitions`.
struct DefinitionReader {
    let context: ReadingContext

    /// All of them, or nil with diagnostics. From here on the context's vocabulary has them, and the names of those that
    /// are wrong, so that nobody takes these for unknown.
    func read(_ node: YAMLNode?) -> [DefinitionSpec]? {
        guard let node else { return [] }
        guard let items = context.items(node, of: PipelineKeys.definitions) else { return nil }
        let item = KeyShape(
            "definitions", .mapping(DefinitionKeys.shape), summary: PipelineKeys.definitions.summary,
            example: PipelineKeys.definitions.example)
        var specs: [DefinitionSpec] = []
        var names: Set<String> = []
        for node in items {
            guard let reader = MappingReader(node, of: item, shape: DefinitionKeys.shape, context: context) else {
                continue
            }
            let name = reader.value(DefinitionKeys.name)
            let isFree = name.map { claim($0, reader, among: &names) } ?? false
            if let spec = definition(reader, name: name), isFree, add(spec, from: reader) {
                specs.append(spec)
            } else if let name {
                context.unsoundDefinitions.insert(name)
            }
        }
        return specs.count == items.count ? specs : nil
    }

    private func claim(_ name: String, _ reader: MappingReader, among names: inout Set<String>) -> Bool {
        guard let place = reader.node(DefinitionKeys.name.shape)?.place else { return false }
        guard names.insert(name).inserted else {
            context.error("name: two definitions have the name '\(name)'", at: place)
            return false
        }
        if context.vocabulary.names.contains(name) {
            context.collector.warning(
                "name: the catalogue has a report \(name); this definition takes its place in this file", at: place)
        }
        return true
    }

    private func add(_ spec: DefinitionSpec, from reader: MappingReader) -> Bool {
        switch context.vocabulary.describe(spec) {
        case .success(let report):
            context.vocabulary.add(report)
            return true
        case .failure(let unsound):
            for finding in unsound.findings {
                context.error("\(spec.name): \(finding.message)", at: place(of: finding.part, in: reader))
            }
            return false
        }
    }

    private func place(of part: UnsoundDefinition.Part, in reader: MappingReader) -> Place {
        let (key, item): (String, Int?) =
            switch part {
            case .key(let name): (name, nil)
            case .field(let index): (DefinitionKeys.fields.name, index)
            case .parameter(let index): (DefinitionKeys.parameters.name, index)
            }
        guard let node = reader.node(named: key) else { return reader.place }
        guard let item, case .sequence(let items) = node.content, items.indices.contains(item) else {
            return node.place
        }
        return items[item].place
    }

    private func definition(_ reader: MappingReader, name: String?) -> DefinitionSpec? {
        let title = title(reader, or: name ?? "")
        let grain = grain(reader)
        let columns = DefinitionColumnReader(context: context).read(reader.node(DefinitionKeys.fields), grain)
        let eventTime = eventTime(reader, among: columns)
        let rowDay = reader.value(DefinitionKeys.rowDay)
        let daysPerCall = optional(reader, DefinitionKeys.daysPerCall)
        let parameters = DefinitionParameterReader(context: context).read(reader.node(DefinitionKeys.parameters))
        let flatten = flatten(reader, among: columns)
        let order = answerOrder(reader, among: columns)
        let facts = facts(reader)
        guard let name, let title, let grain, let columns, columns.isComplete, case .some(let eventTime) = eventTime,
            let rowDay, case .some(let daysPerCall) = daysPerCall, let parameters, case .some(let flatten) = flatten,
            case .some(let order) = order, let facts
        else { return nil }
        return DefinitionSpec(
            name: name, titleEn: title.en, titleEs: title.es, grain: grain, eventTime: eventTime, rowDay: rowDay,
            daysPerCall: daysPerCall, parameters: parameters, columns: columns.columns, flatten: flatten,
            answerOrder: order, facts: facts)
    }

    private func title(_ reader: MappingReader, or name: String) -> (en: String, es: String)? {
        guard let node = reader.node(DefinitionKeys.title) else { return (name, name) }
        switch node.content {
        case .scalar:
            guard let scalar = context.scalar(node, of: DefinitionKeys.title),
                let text = context.parse(scalar, as: DefinitionKeys.plainTitle)
            else { return nil }
            return (text, text)
        case .mapping, .sequence:
            guard
                let keys = MappingReader(node, of: DefinitionKeys.title, shape: TitleKeys.shape, context: context)
            else { return nil }
            guard let en = keys.value(TitleKeys.en), let es = keys.value(TitleKeys.es) else { return nil }
            return (en, es)
        }
    }

    private func grain(_ reader: MappingReader) -> DefinitionSpec.Grain? {
        let seconds = reader.node(DefinitionKeys.bucketSeconds.shape)
        guard let name = reader.value(DefinitionKeys.grain) else { return nil }
        switch name {
        case .bucket:
            guard let seconds else {
                let place = reader.node(DefinitionKeys.grain.shape)?.place ?? reader.place
                context.error("grain: bucket needs 'bucket_seconds', such as `bucket_seconds: 3600`", at: place)
                return nil
            }
            guard let length = reader.value(DefinitionKeys.bucketSeconds) else { return nil }
            guard 86_400.isMultiple(of: length) else {
                context.error("bucket_seconds: a day of 86400 seconds is no multiple of \(length)", at: seconds.place)
                return nil
            }
            return .bucket(seconds: length)
        case .event, .total:
            if let seconds {
                context.error("bucket_seconds: it is for `grain: bucket` alone; remove it", at: seconds.place)
                return nil
            }
            return name == .event ? .event : .total
        }
    }

    /// The outer nil is a mistake, the inner one a report whose rows have no time.
    private func eventTime(_ reader: MappingReader, among columns: DefinitionColumnReader.Columns?) -> String?? {
        guard let scalar = reader.scalar(DefinitionKeys.eventTime) else {
            return reader.node(DefinitionKeys.eventTime.shape) == nil ? .some(nil) : nil
        }
        guard let columns else { return nil }
        guard let column = columns.columns.first(where: { $0.name == scalar.text }) else {
            guard columns.isComplete else { return nil }
            let ending = Suggestion.ending(for: scalar.text, among: columns.columns.map(\.name))
            context.error("event_time: this definition has no field \(scalar.shown)\(ending)", at: scalar.place)
            return nil
        }
        guard column.form == .timestamp || column.form == .day else {
            let form = column.form.rawValue
            context.error(
                "event_time: \(scalar.shown) has the form \(form); a row's time needs `form: timestamp`, or day",
                at: scalar.place)
            return nil
        }
        return .some(column.name)
    }

    private func optional<Value>(_ reader: MappingReader, _ setting: Setting<Value>) -> Value?? {
        guard reader.node(setting.shape) != nil else { return .some(nil) }
        return reader.value(setting).map { .some($0) }
    }

    /// The outer nil is a mistake, the inner one an answer that is a list of rows already.
    private func flatten(
        _ reader: MappingReader, among columns: DefinitionColumnReader.Columns?
    ) -> DefinitionSpec.Flatten?? {
        guard let node = reader.node(DefinitionKeys.flatten) else { return .some(nil) }
        guard
            let keys = MappingReader(node, of: DefinitionKeys.flatten, shape: FlattenKeys.shape, context: context)
        else { return nil }
        if let column = keys.scalar(FlattenKeys.object) {
            if let prefix = keys.node(FlattenKeys.prefix.shape) {
                context.error("prefix: it is for `list` alone; remove it", at: prefix.place)
                return nil
            }
            guard let columns, columns.isComplete else { return nil }
            let scope = FieldScope(owner: "this definition", fields: columns.columns.map(\.name))
            let known = FieldListReader(context: context, scope: scope, key: FlattenKeys.object.shape)
            return known.isKnown(column) ? .some(.object(column: column.text)) : nil
        }
        guard let key = keys.value(FlattenKeys.list), let prefix = keys.value(FlattenKeys.prefix) else { return nil }
        return .some(.list(key: key, prefix: prefix))
    }

    private func answerOrder(
        _ reader: MappingReader, among columns: DefinitionColumnReader.Columns?
    ) -> [String]?? {
        guard let node = reader.node(DefinitionKeys.answerOrder) else { return .some(nil) }
        guard let items = context.items(node, of: DefinitionKeys.answerOrder), let columns else { return nil }
        let scope = columns.isComplete ? FieldScope(owner: "this definition", fields: columns.columns.map(\.name)) : nil
        let names = FieldListReader(context: context, scope: scope, key: DefinitionKeys.answerOrder).read(items)
        return names.map { .some($0) }
    }

    private func facts(_ reader: MappingReader) -> [String: DefinitionSpec.FactSource]? {
        guard let node = reader.node(DefinitionKeys.facts) else { return [:] }
        guard case .mapping(let entries) = node.content else {
            context.wrongKind(node, of: DefinitionKeys.facts)
            return nil
        }
        var facts: [String: DefinitionSpec.FactSource] = [:]
        for (name, entry) in MappingReader.named(entries, in: "'facts'", context: context) {
            let setting = Setting<DefinitionSpec.FactSource>.choice(name, .optional, summary: "", example: "observed")
            facts[name] = context.scalar(entry.value, of: setting.shape).flatMap { context.parse($0, as: setting) }
        }
        return facts.count == entries.count ? facts : nil
    }

}
