import ByteScan
import ETL
import PipelineFile

/// The way of one report's columns through the transforms of a pipeline file; `validate` and `run` go it alike.
struct ReportTransforms {
    /// The columns as they are now.
    private(set) var schema: Schema
    /// What the file says of the stages so far, without the columns that the report lacks.
    private(set) var specs: [TransformSpec] = []
    /// The stages so far.
    private(set) var transformers: [any Transformer] = []
    /// The source's keys that a stage hides, with the stage's number and the column it names.
    private(set) var hidden: [(key: String, step: Int, column: String)] = []

    private var origins: ColumnOrigins
    private let zone: ZoneRules
    private let separator: DecimalSeparator?

    /// Begins with the columns that typing leaves.
    init(
        _ schema: Schema, zone: ZoneRules = ZoneRules(identifier: "UTC", initialOffset: 0),
        decimalSeparator separator: DecimalSeparator? = nil
    ) {
        self.schema = schema
        origins = ColumnOrigins(schema)
        self.zone = zone
        self.separator = separator
    }

    /// Adds the transforms of a file: the report's own, and of the pipeline's what concerns its columns.
    ///
    /// - Throws: ``ETLError`` for one that the columns don't suit.
    mutating func add(own: [TransformSpec], shared: [TransformSpec]) throws {
        for (step, spec) in own.enumerated() { try add(spec, step: step) }
        for (step, spec) in shared.enumerated() {
            guard let share = share(of: spec) else { continue }
            try add(share, step: own.count + step)
        }
    }

    /// What a transform of the whole pipeline does in this report.
    struct PipelineShare {
        /// The transform of those columns that the report has.
        var spec: TransformSpec
        /// Keys of the source that it hides though no column holds them any more, or ever did.
        var keys: [String] = []
        /// The names of the transform that mean nothing in this report.
        var lacking: [String]
    }

    /// Returns what a transform of the whole pipeline does here; nil for nothing.
    ///
    /// A transform that hides names fields of the source: it follows them through the report's own renamings, and hides
    /// them in rows shown as they came where the report leaves their columns out.
    func share(of spec: TransformSpec) -> PipelineShare? {
        guard spec.isHiding else {
            let columns = schema.names
            return spec.narrowed(to: columns).map {
                PipelineShare(spec: $0, lacking: spec.fields.filter { !columns.contains($0) })
            }
        }
        var columns: [String] = []
        var keys: [String] = []
        var lacking: [String] = []
        for name in spec.fields {
            let holding = origins.columns(holding: name, in: schema)
            columns += holding.filter { !columns.contains($0) }
            if holding.isEmpty {
                if !origins.isKnown(name) { lacking.append(name) }
                keys.append(origins.sourceKey(of: name))
            }
        }
        return PipelineShare(spec: spec.hiding(columns), keys: keys, lacking: lacking)
    }

    /// Adds what a transform of the whole pipeline does here.
    mutating func add(_ share: PipelineShare, step: Int) throws { try add(share.spec, hiding: share.keys, step: step) }

    /// Adds one transform; nothing has changed if it doesn't suit.
    mutating func add(_ spec: TransformSpec, hiding keys: [String] = [], step: Int) throws {
        let transformer = spec.transformer(zone: zone, decimalSeparator: separator, hiding: keys)
        let bound = try transformer.bind(to: schema)
        if let name = spec.newFields.first(where: Partition.keys.contains) {
            throw ETLError(
                .configuration, "readers would not see a column called '\(name)': a folder of that name hides it",
                advice: "Call it \(Partition.columnName(name))", subject: name)
        }
        for redaction in bound.redactions {
            let column = spec.fields.first { name in
                schema.index(of: name).map { (schema.fields[$0].sourceKey ?? name) == redaction.field } ?? false
            }
            hidden.append((redaction.field, step, column ?? redaction.field))
        }
        specs.append(spec)
        transformers.append(transformer)
        schema = bound.output
        if case .rename(let renamings) = spec { origins.rename(renamings) }
    }
}
