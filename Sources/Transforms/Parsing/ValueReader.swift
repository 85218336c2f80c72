public import ByteScan
public import ETL

/// The transformer that reads the values of one form.
public struct ValueReader: Sendable {
    /// What a source settles about its values.
    public struct Source: Sendable {
        /// Whose clock its times were read from.
        public var zone: ZoneRules
        /// Its decimal sign, for numbers that can be read in two ways.
        public var decimalSeparator: DecimalSeparator?
    }

    /// The form.
    public let form: ValueForm
    /// Makes the transformer for the fields of that form.
    let transformer: @Sendable (_ fields: [String], _ source: Source) -> any Transformer

    /// A reader of values of a form.
    public init(
        _ form: ValueForm,
        _ transformer: @escaping @Sendable (_ fields: [String], _ source: Source) -> any Transformer
    ) {
        self.form = form
        self.transformer = transformer
    }
}

extension ValueReader {
    /// One for every form of the program, in the order of the documents.
    public static let all = [
        ValueReader(.text) { fields, _ in CleanText(fields: fields) },
        ValueReader(.freeText) { fields, _ in CleanText(fields: fields) },
        ValueReader(.timestamp) { ParseTimestamps(fields: $0, zone: $1.zone) },
        ValueReader(.day) { fields, _ in ParseDays(fields: fields) },
        ValueReader(.cost) { ParseCosts(fields: $0, separator: $1.decimalSeparator) },
        ValueReader(.seconds) { fields, _ in ParseIntegers(fields: fields) },
        ValueReader(.minutes) { ParseDecimals(fields: $0, separator: $1.decimalSeparator) },
        ValueReader(.count) { fields, _ in ParseIntegers(fields: fields) },
        ValueReader(.decimal) { ParseDecimals(fields: $0, separator: $1.decimalSeparator) },
        ValueReader(.duration) { fields, _ in ParseDurations(fields: fields) },
        ValueReader(.percent) { ParsePercents(fields: $0, separator: $1.decimalSeparator) },
        ValueReader(.connectorChannel) { fields, _ in ParseConnectorChannel(fields: fields) },
        ValueReader(.chatChannel) { fields, _ in ParseChatChannel(fields: fields) },
        ValueReader(.json) { fields, _ in KeepJSON(fields: fields) },
    ]
}
