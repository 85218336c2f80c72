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

    private let zone: ZoneRules
    private let separator: DecimalSeparator?

    /// Begins with the columns that typing leaves.
    init(
        _ schema: Schema, zone: ZoneRules = ZoneRules(identifier: "UTC", initialOffset: 0),
        decimalSeparator separator: DecimalSeparator? = nil
    ) {
        self.schema = schema
        self.zone = zone
        self.separator = separator
    }

    /// Adds the transforms of a file: the report's own, and of the pipeline's what concerns its columns.
    ///
    /// - Throws: ``ETLError`` for one that the columns don't suit.
    mutating func add(own: [TransformSpec], shared: [TransformSpec]) throws {
        for (step, spec) in own.enumerated() { try add(spec, step: step) }
        for (step, spec) in shared.enumerated() {
            guard let spec = spec.narrowed(to: schema.names) else { continue }
            try add(spec, step: own.count + step)
        }
    }

    /// Adds one transform; nothing has changed if it doesn't suit.
    mutating func add(_ spec: TransformSpec, step: Int) throws {
        let transformer = spec.transformer(zone: zone, decimalSeparator: separator)
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
    }
}
