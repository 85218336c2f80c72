public import ByteScan
public import ETL

/// Turns the text of a source's fields into values, each as its ``Field/form`` asks: the first stage behind every
/// extractor.
///
/// It takes the fields that have an origin and are still text; stamped columns and those that are typed already stay
/// as they are.
public struct StandardTyping: Transformer {
    private let source: ValueReader.Source
    private let readers: [ValueReader]

    /// Types fields.
    ///
    /// - Parameters:
    ///   - zone: whose clock the source's times were read from.
    ///   - separator: the source's decimal sign, for numbers that can be read in two ways.
    ///   - readers: the forms that fields may have, in the order in which they are read; the first of a form counts.
    public init(
        zone: ZoneRules, decimalSeparator separator: DecimalSeparator? = nil, readers: [ValueReader] = ValueReader.all
    ) {
        source = ValueReader.Source(zone: zone, decimalSeparator: separator)
        self.readers = readers
    }

    /// The zone, the decimal sign, and the readers that are not the program's.
    public var identity: StageIdentity {
        var identity = StageIdentity("typing", [source.zone.identifier, source.decimalSeparator?.rawValue ?? ""])
        let known = Dictionary(
            ValueReader.all.map { ($0.form, $0.transformer([], source).identity) },
            uniquingKeysWith: { first, _ in first })
        for reader in readers {
            let own = reader.transformer([], source).identity
            guard known[reader.form] != own else { continue }
            identity.add("form", reader.form.rawValue)
            identity.add(own)
        }
        return identity
    }

    /// Binds a transformer for each form that occurs.
    ///
    /// - Throws: ``ETLError`` if a field has a form without a reader.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let fields = schema.fields.filter { $0.origin != nil && $0.type == .text }
        var remaining = Dictionary(grouping: fields, by: \.form)
        let transformers = readers.compactMap { reader in
            remaining.removeValue(forKey: reader.form).map { reader.transformer($0.map(\.name), source) }
        }
        if let field = fields.first(where: { remaining[$0.form] != nil }) {
            throw ETLError(
                .configuration, scope: .report,
                "The field '\(field.name)' has the form '\(field.form)', which nothing here reads",
                advice: "Give it one of these: \(readers.map(\.form.rawValue).joined(separator: ", ")).",
                subject: field.form.rawValue)
        }
        return BoundTyping(chain: try TransformChain(transformers, input: schema))
    }
}

extension ReportDefinition {
    /// The columns of the report's files, before the transforms of a pipeline file.
    ///
    /// - Throws: ``ETLError`` if a column that is derived has the name of another, or a field's form has no reader.
    package func typedColumns(unknownFields: UnknownFieldPolicy = .keep) throws -> Schema {
        let typing = StandardTyping(zone: ZoneRules(identifier: "UTC", initialOffset: 0))
        return try TransformChain([typing], input: schema(unknownFields: unknownFields)).output
    }
}

private struct BoundTyping: BoundTransformer {
    var chain: TransformChain

    var output: Schema { chain.output }
    var redactions: [Redaction] { chain.redactions }

    mutating func apply(to batch: inout RecordBatch) throws { try chain.apply(to: &batch) }
}
