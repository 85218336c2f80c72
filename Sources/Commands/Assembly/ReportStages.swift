import ETL
import Engine
import PipelineFile
import Transforms
import Wolkvox

/// The stages of one report, the same for all sources of one zone and one decimal separator.
struct ReportStages {
    let definition: ReportDefinition
    let asked: AskedParameters
    /// Ask the first of the sources; `asking(through:)` makes others of them.
    let extractors: [WolkvoxExtractor]
    let transformers: [any Transformer]
    let expectations: [any RowExpectation]
    let rowCounts: [RowCountBand]
    /// What shapes the report's files.
    let recipe: String
}

extension JobAssembly {
    /// A report's definition, as `source` selects its rows, if that is given.
    func definition(of report: ReportSpec, from source: SourceSpec? = nil) throws -> ReportDefinition {
        try Catalogue(adding: spec.definitions).report(named: report.name).selected(by: source?.selects[report.name])
    }

    /// The stages of a report; `known` takes the place of its definition.
    func stages(
        of report: ReportSpec, from source: BoundSource, known: ReportDefinition? = nil
    ) throws -> ReportStages {
        let definition = try known ?? definition(of: report, from: source.spec)
        let asked = AskedParameters(report, of: definition)
        var transforms = ReportTransforms(
            try definition.typedColumns(unknownFields: spec.quality.unknownFields), zone: source.zone,
            decimalSeparator: source.spec.decimalSeparator)
        try transforms.add(own: report.transforms, shared: spec.transforms)
        let names = Set(transforms.schema.names)
        let expectations =
            report.expectations + spec.quality.expectations.filter { names.isSuperset(of: $0.fields) }
        return ReportStages(
            definition: definition, asked: asked,
            extractors: try asked.sets.map(extractor(of: definition, source.client)),
            transformers: [StandardTyping(zone: source.zone, decimalSeparator: source.spec.decimalSeparator)]
                + transforms.stages.map { $0 as any Transformer },
            expectations: expectations.flatMap(\.rows), rowCounts: expectations.compactMap(\.count),
            recipe: try recipe(of: report, source.spec))
    }

    /// Makes extractors of a report, one for each set of parameters.
    func extractor(
        of definition: ReportDefinition, _ client: SourceClient
    ) -> @Sendable ([String: String]) throws -> WolkvoxExtractor {
        let (unknownFields, onInvalid) = (spec.quality.unknownFields, spec.quality.onInvalid)
        return { parameters in
            try WolkvoxExtractor(
                definition, through: client, parameters: parameters, unknownFields: unknownFields, onInvalid: onInvalid)
        }
    }
}

extension ReportVocabulary {
    /// What pipeline files may name, out of the vendor's catalogue.
    static var vendor: ReportVocabulary {
        ReportVocabulary(names: Catalogue.vendor.names, lists: ListedValues.all) {
            try? Catalogue.vendor.report(named: $0)
        }
    }
}

extension Catalogue {
    /// The vendor's reports and those that a pipeline file defines, which come first.
    init(adding definitions: [ReportDefinition]) {
        self = .vendor
        for definition in definitions { add(definition) }
    }
}
