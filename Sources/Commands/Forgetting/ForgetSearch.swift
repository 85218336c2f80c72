import ETL
import Engine
import PipelineFile
import Transforms
import Wolkvox

/// Finds out which values of which columns are a person's, in the files of one pipeline or of any.
struct ForgetSearch {
    /// The source's keys.
    let fields: [String]
    /// The values as the source writes them.
    let values: [[UInt8]]
    /// The pipeline that made the files; nil where they hold the values as they came.
    let assembly: JobAssembly?

    /// What the pipeline makes of the fields of a partition; nil where it did not make the partition.
    func columns(of manifest: Manifest) throws -> PipelineColumns? {
        try assembly.flatMap { try PipelineColumns($0, of: manifest, fields: fields, values: values) }
    }

    /// What is looked for in a partition.
    ///
    /// - Throws: ``Unfindable`` for a partition that has rows, but not the values in a form that can be found.
    func rows(in manifest: Manifest, made pipeline: PipelineColumns?, near: Bool) throws -> WantedValues {
        let raw = Set(values)
        var byColumn: [String: Set<[UInt8]>] = [:]
        var byKey = Dictionary(fields.map { ($0, raw) }, uniquingKeysWith: { $1 })
        for field in fields where manifest.rows + manifest.quarantined > 0 {
            let (columns, isKnown) = known(field, in: manifest, made: pipeline)
            if isKnown, columns.isEmpty { throw Unfindable(column: field) }
            for column in columns {
                let isSameRecipe = pipeline.map { $0.recipe == manifest.recipe } ?? false
                let isHidden = manifest.hides.map { $0.contains(column.name) } ?? column.isHidden
                let isHiddenInQuarantine = manifest.quarantineHides?.contains(field) == true
                guard manifest.schema.contains(where: { $0.name == column.name }),
                    !(isHidden || isHiddenInQuarantine) || column.isHashed && isSameRecipe
                else { throw Unfindable(column: column.name) }
                byColumn[column.name, default: raw].formUnion(column.values)
                byKey[field, default: raw].formUnion(column.values)
            }
        }
        let texts = manifest.schema.filter { $0.type == .text }.map(\.name)
        return WantedValues(byColumn: byColumn, byKey: byKey, near: near ? NearMatches(texts: texts) : nil)
    }

    /// The columns of a field, and whether the report has the field at all.
    private func known(
        _ field: String, in manifest: Manifest, made pipeline: PipelineColumns?
    ) -> (columns: [PipelineColumns.Column], isKnown: Bool) {
        if let columns = pipeline?.columns[field] { return (columns, true) }
        let isDefined = definition(of: manifest.report)?.fields.contains { $0.name == field } == true
        guard isDefined || manifest.schema.contains(where: { $0.name == field }) else { return ([], false) }
        return ([PipelineColumns.Column(name: field, isHidden: false, isHashed: false, values: [])], true)
    }

    /// The report's definition, the vendor's or the pipeline's; nil if neither has it.
    func definition(of report: String) -> ReportDefinition? {
        try? Catalogue(adding: assembly?.spec.definitions ?? []).report(named: report)
    }

    /// A column in which nobody's values can be found any more.
    struct Unfindable: Error {
        let column: String
    }
}

/// The columns that a pipeline makes of some fields of a report, with what it makes of some values.
struct PipelineColumns {
    struct Column {
        let name: String
        let isHidden: Bool
        /// Whether it is hidden so that a value can still be told from others.
        let isHashed: Bool
        let values: Set<[UInt8]>
    }

    /// By the fields that the report has; no columns for one that is dropped.
    let columns: [String: [Column]]
    let recipe: String

    /// Nil if the pipeline has no such report or source.
    init?(_ assembly: JobAssembly, of manifest: Manifest, fields: [String], values: [[UInt8]]) throws {
        guard let report = assembly.spec.reports.first(where: { $0.name == manifest.report }),
            let source = assembly.spec.sources.first(where: { $0.name == manifest.source }),
            let day = manifest.partition?.day
        else { return nil }
        let stages = try assembly.stages(of: report, from: try assembly.offlineSource(source, days: day...day))
        recipe = stages.recipe
        let input = stages.extractors.first?.schema ?? Schema(fields: [])
        let present = fields.filter { field in input.fields.contains { $0.origin == field } }
        let transforms = report.transforms + assembly.spec.transforms
        let hashed = Set(transforms.compactMap { $0 as? Hash }.flatMap(\.fields))
        let covered = Set(
            transforms.compactMap { $0 is Hash ? nil : $0 as? any HidingTransformer }.flatMap(\.fields))
        var columns: [String: [Column]] = [:]
        for key in present {
            var chain = try TransformChain(stages.transformers, input: input)
            var batch = RecordBatch(schema: input, rowCapacity: max(1, values.count))
            for value in values {
                let text = String(decoding: value, as: UTF8.self)
                batch.append(input.fields.map { $0.origin == key ? text : nil })
            }
            try chain.apply(to: &batch)
            let places = chain.output.fields.indices.filter { place in
                let field = chain.output.fields[place]
                return field.derivation == nil && (field.sourceKey ?? field.name) == key
            }
            columns[key] = places.map { place in
                let field = chain.output.fields[place]
                let made = (0..<batch.count).filter { !batch.isNull(place, $0) }.map { batch.decoded(batch[place, $0]) }
                return Column(
                    name: field.name, isHidden: field.isHidden,
                    isHashed: hashed.contains(field.name) && !covered.contains(field.name), values: Set(made))
            }
        }
        self.columns = columns
    }
}
