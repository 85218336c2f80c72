import ETL
import PipelineFile
import Transforms
import Wolkvox

/// What pipeline files may name, out of the catalogue.
enum Vocabulary {
    static func make(_ catalogue: Catalogue = .vendor) -> ReportVocabulary {
        var vocabulary = ReportVocabulary(names: catalogue.names) { name in
            (try? catalogue.report(named: name)).flatMap { try? describe($0) }
        }
        vocabulary.describe = judge
        return vocabulary
    }

    /// What a report that a file defines is to the rest of the file.
    private static let judge: @Sendable (DefinitionSpec) -> Result<ReportVocabulary.Report, UnsoundDefinition> = {
        let report = ReportDefinition($0)
        let mistakes = report.mistakes
        guard mistakes.isEmpty else {
            return .failure(UnsoundDefinition(mistakes.map { .init(.init($0.place), $0.message) }))
        }
        do {
            return .success(try describe(report))
        } catch {
            let reason = (error as? ETLError)?.description ?? "\(error)"
            return .failure(UnsoundDefinition([.init(.key("fields"), reason)]))
        }
    }

    private static func describe(_ report: ReportDefinition) throws -> ReportVocabulary.Report {
        let columns = try columns(of: report)
        return ReportVocabulary.Report(
            name: report.name, fields: columns.names,
            parameters: report.parameters.map {
                .init(
                    name: $0.name, isRequired: $0.isRequired && $0.defaultValue == nil, acceptsAll: $0.acceptsAll,
                    values: $0.values)
            },
            grain: grain(report),
            columns: { own, shared in written(columns, own, shared) },
            examine: { TransformExamination.findings(columns, own: $0, shared: $1) })
    }

    /// The columns of a report's files, behind the transforms of a pipeline file; nil where they don't suit.
    private static func written(
        _ columns: Schema, _ own: [TransformSpec], _ shared: [TransformSpec]
    ) -> [ReportVocabulary.Column]? {
        var way = ReportTransforms(columns)
        guard (try? way.add(own: own, shared: shared)) != nil else { return nil }
        return way.schema.fields.map { field in
            let type: ReportVocabulary.ColumnType =
                switch field.type {
                case .text: .text
                case .integer: .integer
                case .decimal: .decimal
                case .timestamp: .timestamp
                case .day: .day
                case .json: .json
                }
            return .init(name: field.name, type: type)
        }
    }

    /// The columns of a report's files, before the transforms of a pipeline file.
    static func columns(of report: ReportDefinition, unknownFields: UnknownFieldPolicy = .keep) throws -> Schema {
        let zone = ZoneRules(identifier: "UTC", initialOffset: 0)
        return try TransformChain(
            [StandardTyping(zone: zone)], input: report.schema(unknownFields: unknownFields)
        ).output
    }

    private static func grain(_ report: ReportDefinition) -> ReportVocabulary.Grain {
        switch report.windowGrain {
        case .event: .event
        case .total: .total
        case .bucket: .bucket
        }
    }
}

extension UnsoundDefinition.Part {
    fileprivate init(_ place: ReportDefinition.Mistake.Place) {
        switch place {
        case .key(let name): self = .key(name)
        case .field(let index): self = .field(index)
        case .parameter(let index): self = .parameter(index)
        }
    }
}
