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

    /// What is looked for in a partition.
    ///
    /// - Throws: ``Unfindable`` for a partition that hides the values in a way that they cannot be found.
    func rows(in manifest: Manifest, near: Bool) throws -> WantedValues {
        let raw = Set(values)
        var byColumn: [String: Set<[UInt8]>] = [:]
        var byKey = Dictionary(fields.map { ($0, raw) }, uniquingKeysWith: { $1 })
        let pipeline = try assembly.flatMap { try PipelineColumns($0, of: manifest, fields, values) }
        for field in fields {
            let columns = pipeline?.columns.filter { $0.key == field } ?? []
            if let hidden = columns.first(where: { !$0.isFindable }) { throw Unfindable(column: hidden.name) }
            if pipeline?.dropped.contains(field) == true { throw Unfindable(column: field) }
            for column in columns {
                if column.isHidden, manifest.recipe != pipeline?.recipe { throw Unfindable(column: column.name) }
                byColumn[column.name, default: raw].formUnion(column.values)
                byKey[field, default: raw].formUnion(column.values)
            }
            guard columns.isEmpty, manifest.schema.contains(where: { $0.name == field }) else { continue }
            byColumn[field, default: []].formUnion(raw)
        }
        let visible = Set(pipeline?.columns.filter(\.isHidden).map(\.name) ?? [])
        for column in byColumn.keys.sorted() where manifest.hides?.contains(column) == true {
            if !visible.contains(column) { throw Unfindable(column: column) }
        }
        let texts = manifest.schema.filter { $0.type == .text }.map(\.name)
        return WantedValues(byColumn: byColumn, byKey: byKey, near: near ? NearMatches(texts: texts) : nil)
    }

    /// A column in which nobody's values can be found any more.
    struct Unfindable: Error {
        let column: String
    }
}

/// The columns that a pipeline makes of some fields of a report, with what it makes of some values.
private struct PipelineColumns {
    struct Column {
        let key: String
        let name: String
        let isHidden: Bool
        /// Whether a value can be told from others: it is as it came, or hashed.
        let isFindable: Bool
        let values: Set<[UInt8]>
    }

    let columns: [Column]
    /// Fields of which no column is left.
    let dropped: Set<String>
    let recipe: String

    /// Nil if the pipeline has no such report or source.
    init?(_ assembly: JobAssembly, of manifest: Manifest, _ fields: [String], _ values: [[UInt8]]) throws {
        guard let report = assembly.spec.reports.first(where: { $0.name == manifest.report }),
            let source = assembly.spec.sources.first(where: { $0.name == manifest.source }),
            let day = manifest.partition?.day
        else { return nil }
        let client = SourceClient(of: try assembly.offlineSettings(source), over: RefusingTransport())
        let stages = try assembly.stages(
            of: report,
            from: BoundSource(
                spec: source, client: client, zone: try assembly.rules(of: source, covering: day...day), days: day...day
            ))
        recipe = stages.recipe
        let input = stages.extractors.first?.schema ?? Schema(fields: [])
        let present = fields.filter { field in input.fields.contains { $0.origin == field } }
        let transforms = report.transforms + assembly.spec.transforms
        let hashed = Set(transforms.compactMap { $0 as? Hash }.flatMap(\.fields))
        let covered = Set(
            transforms.compactMap { $0 is Hash ? nil : $0 as? any HidingTransformer }.flatMap(\.fields))
        var columns: [Column] = []
        for key in present {
            var chain = try TransformChain(stages.transformers, input: input)
            var batch = RecordBatch(schema: input, rowCapacity: max(1, values.count))
            for value in values {
                let text = String(decoding: value, as: UTF8.self)
                batch.append(input.fields.map { $0.origin == key ? text : nil })
            }
            try chain.apply(to: &batch)
            for (place, field) in chain.output.fields.enumerated()
            where field.derivation == nil && (field.sourceKey ?? field.name) == key {
                let made = (0..<batch.count).compactMap { row in
                    batch.isNull(place, row) ? nil : batch.decoded(batch[place, row])
                }
                let isHashed = hashed.contains(field.name) && !covered.contains(field.name)
                columns.append(
                    Column(
                        key: key, name: field.name, isHidden: field.isHidden, isFindable: !field.isHidden || isHashed,
                        values: Set(made)))
            }
        }
        self.columns = columns
        dropped = Set(present).subtracting(columns.map(\.key))
    }
}
