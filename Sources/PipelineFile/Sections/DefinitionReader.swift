import ETL
import Settings
import Transforms

/// Reads `definitions`: what single values are. What they must be like together is the definition's own to know.
struct DefinitionReader {
    let context: FileContext

    /// All of them, or nil with diagnostics. From here on the context's vocabulary has them, and the names of those that
    /// are wrong, so that nobody takes these for unknown.
    func read(of file: MappingReader) -> [ReportDefinition]? {
        var names: Set<String> = []
        return file.mappings(PipelineKeys.definitions, shape: DefinitionKeys.shape) { reader in
            let name = reader.value(DefinitionKeys.name)
            let isFree = name.map { claim($0, reader, among: &names) } ?? false
            if let report = definition(reader, name: name), isFree, add(report, from: reader) { return report }
            if let name { context.unsoundDefinitions.insert(name) }
            return nil
        }
    }

    private func claim(_ name: String, _ reader: MappingReader, among names: inout Set<String>) -> Bool {
        guard names.insert(name).inserted else {
            reader.error("name: two definitions have the name '\(name)'", at: DefinitionKeys.name.shape)
            return false
        }
        if context.vocabulary.names.contains(name) {
            reader.warning(
                "name: the catalogue has a report \(name); this definition takes its place in this file",
                at: DefinitionKeys.name.shape)
        }
        return true
    }

    private func add(_ report: ReportDefinition, from reader: MappingReader) -> Bool {
        do {
            _ = try TypedReport(report)
            context.vocabulary.add(report)
            return true
        } catch {
            let reason = (error as? ETLError)?.description ?? "\(error)"
            reader.error("\(report.name): \(reason)", at: DefinitionKeys.fields)
            return false
        }
    }

    /// Reads all parts, so that mistakes in one hide none in another.
    private func definition(_ reader: MappingReader, name: String?) -> ReportDefinition? {
        var parts = DefinitionParts(reader: reader)
        var report = ReportDefinition(
            name: parts.take("name", name) ?? "",
            title: parts.take("title", title(reader, or: name ?? "")) ?? .init(en: "", es: ""),
            grain: parts.take("grain", grain(reader)) ?? .event,
            eventTime: parts.take("event_time", reader.optional(DefinitionKeys.eventTime))?.value,
            rowDay: parts.take("row_day", reader.value(DefinitionKeys.rowDay)) ?? .own,
            daysPerCall: parts.take("days_per_call", reader.optional(DefinitionKeys.daysPerCall))?.value,
            parameters: parts.list(DefinitionKeys.parameters, shape: DefinitionParameterKeys.shape, parameter),
            fields: parts.list(DefinitionKeys.fields, shape: DefinitionFieldKeys.shape, field),
            flatten: parts.take("flatten", flatten(reader)) ?? nil,
            facts: parts.take("facts", facts(reader)) ?? [:])
        if reader.node(DefinitionKeys.answerOrder) != nil {
            report.answerOrder = parts.words(DefinitionKeys.answerOrder)
        }
        var isSound = parts.unread.isEmpty
        for finding in report.findings(unread: parts.unread) {
            let (place, scalar) = parts.place(of: finding.place)
            // A variable's value is never shown.
            let message = scalar.map { finding.message.replacing("'\($0.text)'", with: $0.shown) } ?? finding.message
            if finding.isWarning {
                context.collector.warning(message, at: place)
            } else {
                context.error(message, at: place)
                isSound = false
            }
        }
        return isSound ? report : nil
    }

    private func title(_ reader: MappingReader, or name: String) -> ReportDefinition.Title? {
        guard let node = reader.node(DefinitionKeys.title) else { return .init(en: name, es: name) }
        switch node.content {
        case .scalar:
            guard let scalar = context.scalar(node, of: DefinitionKeys.title) else { return nil }
            return context.parse(scalar, as: DefinitionKeys.plainTitle).map { .init(en: $0, es: $0) }
        case .mapping, .sequence:
            let keys = reader.given(DefinitionKeys.title, shape: TitleKeys.shape)
            let (en, es) = (keys?.value(TitleKeys.en), keys?.value(TitleKeys.es))
            guard let en, let es else { return nil }
            return .init(en: en, es: es)
        }
    }

    private func grain(_ reader: MappingReader) -> ExtractLimits.Grain? {
        let hasSeconds = reader.has(DefinitionKeys.bucketSeconds)
        guard let word = reader.value(DefinitionKeys.grain) else { return nil }
        if word != .bucket, hasSeconds {
            reader.error(
                "bucket_seconds: it is for `grain: bucket` alone; remove it", at: DefinitionKeys.bucketSeconds.shape)
            return nil
        }
        switch word {
        case .event: return .event
        case .total: return .total
        case .bucket:
            guard hasSeconds else {
                reader.error(
                    "grain: bucket needs 'bucket_seconds', such as `bucket_seconds: 3600`",
                    at: DefinitionKeys.grain.shape)
                return nil
            }
            return reader.value(DefinitionKeys.bucketSeconds).map { .bucket(seconds: $0) }
        }
    }

    private func field(_ keys: MappingReader) -> FieldDefinition? {
        let name = keys.value(DefinitionFieldKeys.name)
        let form = keys.value(DefinitionFieldKeys.form)
        let summary = keys.value(DefinitionFieldKeys.summary)
        guard let name, let form, let summary else { return nil }
        return FieldDefinition(name, form, summary: summary)
    }

    private func parameter(_ keys: MappingReader) -> Parameter? {
        let name = keys.value(DefinitionParameterKeys.name)
        let isRequired = keys.value(DefinitionParameterKeys.required)
        let acceptsAll = keys.value(DefinitionParameterKeys.acceptsAll)
        let values = keys.items(DefinitionParameterKeys.values) { keys.scalar($0, as: DefinitionParameterKeys.value) }
        let defaultValue = keys.optional(DefinitionParameterKeys.defaultValue)
        let summary = keys.value(DefinitionParameterKeys.summary)
        guard let name, let isRequired, let acceptsAll, let values, let defaultValue, let summary else { return nil }
        return Parameter(
            name, isRequired: isRequired, acceptsAll: acceptsAll, values: values, defaultValue: defaultValue.value,
            summary: summary)
    }

    /// The outer nil is a mistake, the inner one an answer that is a list of rows already.
    private func flatten(_ reader: MappingReader) -> FlattenRule?? {
        guard reader.node(DefinitionKeys.flatten) != nil else { return .some(nil) }
        guard let keys = reader.given(DefinitionKeys.flatten, shape: FlattenKeys.shape) else { return nil }
        if let column = keys.value(FlattenKeys.object) {
            guard keys.has(FlattenKeys.prefix) else { return .some(.object(column: column)) }
            keys.error("prefix: it is for `list` alone; remove it", at: FlattenKeys.prefix.shape)
            return nil
        }
        let (key, prefix) = (keys.value(FlattenKeys.list), keys.value(FlattenKeys.prefix))
        guard let key, let prefix else { return nil }
        return .some(.list(key: key, prefix: prefix))
    }

    private func facts(_ reader: MappingReader) -> [String: ReportDefinition.FactSource]? {
        guard let node = reader.node(DefinitionKeys.facts) else { return [:] }
        guard case .mapping(let entries) = node.content else {
            context.wrongKind(node, of: DefinitionKeys.facts)
            return nil
        }
        var facts: [String: ReportDefinition.FactSource] = [:]
        for (name, entry) in MappingReader.named(entries, in: "'facts'", context: context) {
            let setting = Setting<ReportDefinition.FactSource>.choice(
                name, presence: .optional, summary: "", example: "observed")
            facts[name] = reader.scalar(entry.value, as: setting)
        }
        return facts.count == entries.count ? facts : nil
    }
}
