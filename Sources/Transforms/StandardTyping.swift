public import ByteScan
public import ETL

/// Turns the text of a source's fields into values, each as its ``Field/form`` asks: the first stage behind every
/// extractor.
///
/// It takes the fields that have an origin and are still text; stamped columns and those that are typed already stay
/// as they are.
public struct StandardTyping: Transformer {
    private let zone: ZoneRules
    private let separator: DecimalSeparator?

    /// Types fields.
    ///
    /// - Parameters:
    ///   - zone: whose clock the source's times were read from.
    ///   - separator: the source's decimal sign, for numbers that can be read in two ways.
    public init(zone: ZoneRules, decimalSeparator separator: DecimalSeparator? = nil) {
        self.zone = zone
        self.separator = separator
    }

    /// The zone and the decimal sign.
    public var identity: StageIdentity { StageIdentity("typing", [zone.identifier, separator?.rawValue ?? ""]) }

    /// Binds a transformer for each form that occurs.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let sources = schema.fields.filter { $0.origin != nil && $0.type == .text }
        let transformers: [any Transformer] = ValueForm.allCases.compactMap { form in
            let names = sources.filter { $0.form == form }.map(\.name)
            return names.isEmpty ? nil : transformer(for: form, names)
        }
        return BoundTyping(chain: try TransformChain(transformers, input: schema))
    }

    private func transformer(for form: ValueForm, _ fields: [String]) -> any Transformer {
        switch form {
        case .text, .freeText: CleanText(fields: fields)
        case .timestamp: ParseTimestamps(fields: fields, zone: zone)
        case .day: ParseDays(fields: fields)
        case .cost: ParseCosts(fields: fields, separator: separator)
        case .minutes, .decimal: ParseDecimals(fields: fields, separator: separator)
        case .seconds, .count: ParseIntegers(fields: fields)
        case .duration: ParseDurations(fields: fields)
        case .percent: ParsePercents(fields: fields, separator: separator)
        case .connectorChannel: ParseConnectorChannel(fields: fields)
        case .chatChannel: ParseChatChannel(fields: fields)
        case .json: KeepJSON(fields: fields)
        }
    }
}

extension ReportDefinition {
    /// The columns of the report's files, before the transforms of a pipeline file.
    ///
    /// - Throws: ``ETLError`` if a column that is derived has the name of another.
    package func typedColumns(unknownFields: UnknownFieldPolicy = .keep) throws -> Schema {
        let typing = StandardTyping(zone: ZoneRules(identifier: "UTC", initialOffset: 0))
        return try TransformChain([typing], input: schema(unknownFields: unknownFields)).output
    }
}

private struct BoundTyping: BoundTransformer {
    var chain: TransformChain

    var output: Schema { chain.output }

    mutating func apply(to batch: inout RecordBatch) throws { try chain.apply(to: &batch) }
}
