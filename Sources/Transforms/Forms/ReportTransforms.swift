package import ByteScan
package import ETL

/// The way of one report's columns through the transforms of a pipeline file; `validate` and `run` go it alike.
package struct ReportTransforms {
    /// The columns as they are now.
    package private(set) var schema: Schema
    /// The stages so far, without the columns that the report lacks.
    package private(set) var stages: [any ConfiguredTransformer] = []
    /// The source's keys that a stage hides, with the stage's number and the column it names.
    package private(set) var hidden: [(key: String, step: Int, column: String)] = []

    private var origins: ColumnOrigins
    private let zone: ZoneRules
    private let separator: DecimalSeparator?

    /// Begins with the columns that typing leaves.
    package init(
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
    package mutating func add(own: [any ConfiguredTransformer], shared: [any ConfiguredTransformer]) throws {
        for (step, stage) in own.enumerated() { try add(stage, step: step) }
        for (step, stage) in shared.enumerated() {
            guard let share = share(of: stage) else { continue }
            try add(share.stage, step: own.count + step)
        }
    }

    /// What a transform of the whole pipeline does in this report.
    package struct PipelineShare {
        /// The transform of those columns that the report has.
        package var stage: any ConfiguredTransformer
        /// Keys of the source that it hides though no column holds them any more, or ever did.
        package var keys: [String] = []
        /// The names of the transform that mean nothing in this report.
        package var lacking: [String]
    }

    /// Returns what a transform of the whole pipeline does here; nil for nothing.
    ///
    /// A transform that hides names fields of the source: it follows them through the report's own renamings, and hides
    /// them in rows shown as they came where the report leaves their columns out.
    package func share(of stage: any ConfiguredTransformer) -> PipelineShare? {
        guard let hiding = stage as? any HidingTransformer else {
            let columns = schema.names
            return stage.narrowed(to: columns).map {
                PipelineShare(stage: $0, lacking: stage.fields.filter { !columns.contains($0) })
            }
        }
        var columns: [String] = []
        var keys: [String] = []
        var lacking: [String] = []
        for name in hiding.fields {
            let holding = origins.columns(holding: name, in: schema)
            columns += holding.filter { !columns.contains($0) }
            if holding.isEmpty {
                if !origins.isKnown(name) { lacking.append(name) }
                keys.append(origins.sourceKey(of: name))
            }
        }
        return PipelineShare(stage: hiding.hiding(columns, keys: keys), keys: keys, lacking: lacking)
    }

    /// Adds one transform; nothing has changed if it doesn't suit.
    package mutating func add(_ stage: any ConfiguredTransformer, step: Int) throws {
        let stage = stage.adapted(to: zone, decimalSeparator: separator)
        let bound = try stage.bind(to: schema)
        if let name = stage.newFields.first(where: Partition.keys.contains) {
            throw ETLError(
                .configuration, "readers would not see a column called '\(name)': a folder of that name hides it",
                advice: "Call it \(Partition.columnName(name))", subject: name)
        }
        for redaction in bound.redactions {
            let column = stage.fields.first { name in
                schema.index(of: name).map { (schema.fields[$0].sourceKey ?? name) == redaction.field } ?? false
            }
            hidden.append((redaction.field, step, column ?? redaction.field))
        }
        stages.append(stage)
        schema = bound.output
        origins.rename(stage.renamings)
    }
}

/// Where a report's columns come from, through all renamings: the fields of the source, and the names that columns had.
private struct ColumnOrigins {
    private let typed: Schema
    private var formerNames: [String: Set<String>] = [:]

    /// The columns that typing leaves.
    init(_ typed: Schema) { self.typed = typed }

    /// Records that columns have other names now.
    mutating func rename(_ renamings: [(from: String, to: String)]) {
        let before = formerNames
        for renaming in renamings { formerNames[renaming.from] = nil }
        for renaming in renamings {
            formerNames[renaming.to] = (before[renaming.from] ?? []).union([renaming.from])
        }
    }

    /// Returns the columns that have a name, had it before, or hold the field of the source that has it.
    func columns(holding name: String, in schema: Schema) -> [String] {
        schema.fields.filter { field in
            field.name != Schema.extraName
                && (field.name == name || field.origin == name || formerNames[field.name]?.contains(name) == true)
        }.map(\.name)
    }

    /// Whether the report has, or had, a column or a field of the source with this name.
    func isKnown(_ name: String) -> Bool { typed.fields.contains { $0.name == name || $0.origin == name } }

    /// Returns the key under which the source sends what a name means; the name itself where the report lacks it.
    func sourceKey(of name: String) -> String {
        typed.index(of: name).flatMap { typed.fields[$0].sourceKey } ?? name
    }
}
