import ETL
import PipelineFile
import Wolkvox

extension ReportDefinition {
    /// The report that a pipeline file defines.
    init(_ spec: DefinitionSpec) {
        let grain: ExtractLimits.Grain =
            switch spec.grain {
            case .event: .event
            case .total: .total
            case .bucket(let seconds): .bucket(seconds: seconds)
            }
        self.init(
            name: spec.name, title: Title(en: spec.titleEn, es: spec.titleEs), grain: grain, eventTime: spec.eventTime,
            rowDay: spec.rowDay == .window ? .window : .own, daysPerCall: spec.daysPerCall,
            parameters: spec.parameters.map {
                Parameter(
                    $0.name, isRequired: $0.isRequired, acceptsAll: $0.acceptsAll, values: $0.values,
                    defaultValue: $0.defaultValue, summary: $0.summary)
            },
            fields: spec.columns.map { FieldDefinition($0.name, $0.form, summary: $0.summary) },
            flatten: spec.flatten.map { FlattenRule($0) },
            answerOrder: spec.answerOrder,
            facts: spec.facts.compactMapValues { FactSource(rawValue: $0.rawValue) })
    }
}

extension DefinitionSpec {
    /// The report as a pipeline file would define it.
    init(_ report: ReportDefinition) {
        let grain: Grain =
            switch report.grain {
            case .event: .event
            case .total: .total
            case .bucket(let seconds): .bucket(seconds: seconds)
            }
        self.init(
            name: report.name, titleEn: report.title.en, titleEs: report.title.es, grain: grain,
            eventTime: report.eventTime, rowDay: report.rowDay == .window ? .window : .own,
            daysPerCall: report.daysPerCall,
            parameters: report.parameters.map {
                Parameter(
                    name: $0.name, isRequired: $0.isRequired, acceptsAll: $0.acceptsAll, values: $0.values,
                    defaultValue: $0.defaultValue, summary: $0.summary)
            },
            columns: report.fields.map { Column(name: $0.name, form: $0.form, summary: $0.summary) },
            flatten: report.flatten.map { Flatten($0) },
            answerOrder: report.answerOrder == report.fields.map(\.name) ? nil : report.answerOrder,
            facts: report.facts.compactMapValues { FactSource(rawValue: $0.rawValue) })
    }
}

extension FlattenRule {
    fileprivate init(_ spec: DefinitionSpec.Flatten) {
        switch spec {
        case .list(let key, let prefix): self = .list(key: key, prefix: prefix)
        case .object(let column): self = .object(column: column)
        }
    }
}

extension DefinitionSpec.Flatten {
    fileprivate init(_ rule: FlattenRule) {
        switch rule {
        case .list(let key, let prefix): self = .list(key: key, prefix: prefix)
        case .object(let column): self = .object(column: column)
        }
    }
}

extension Catalogue {
    /// The vendor's reports and those that a pipeline file defines, which come first.
    init(adding definitions: [DefinitionSpec]) {
        self = .vendor
        for definition in definitions { add(ReportDefinition(definition)) }
    }
}
