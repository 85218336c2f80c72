public import ByteScan
public import ETL
internal import Settings

/// Turns text into values of a type, or values into text; what doesn't fit is dealt with as the pipeline says of
/// invalid values.
public struct Cast: Transformer {
    /// What values are turned into.
    public enum Target: String, Sendable, CaseIterable {
        /// The text of numbers, days and times as they would be written.
        case text
        /// See ``ParseIntegers``.
        case integer
        /// See ``ParseDecimals``.
        case decimal
        /// See ``ParseCosts``.
        case cost
        /// See ``ParsePercents``.
        case percent
        /// Whole seconds; see ``ParseDurations``.
        case duration
        /// See ``ParseDays``.
        case day
        /// See ``ParseTimestamps``.
        case timestamp
    }

    /// The columns that it works on.
    public var fields: [String]
    private let target: Target
    private let zone: ZoneRules
    private let separator: DecimalSeparator?

    /// Turns columns into another type.
    ///
    /// - Parameters:
    ///   - fields: the columns: text, or of any type where the target is text.
    ///   - target: what the values become.
    ///   - zone: whose clock times were read from.
    ///   - separator: the decimal sign of numbers that can be read in two ways.
    public init(
        fields: [String], to target: Target, zone: ZoneRules, decimalSeparator separator: DecimalSeparator? = nil
    ) {
        self.fields = fields
        self.target = target
        self.zone = zone
        self.separator = separator
    }

    /// The columns and the type; clock and decimal sign are the source's.
    public var identity: StageIdentity { StageIdentity("cast", [target.rawValue] + fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let places = try schema.anyPlaces(of: fields, for: "cast")
        if let place = places.first(where: { schema.fields[$0].type == .json }) {
            throw ETLError.transform(
                "cast", "the column \(schema.fields[place].name) is json, which has no other form",
                advice: "Leave it as it is.", subject: schema.fields[place].name)
        }
        let transformer: any Transformer
        switch target {
        case .text: return ShownColumns(places, of: schema)
        case .integer: transformer = ParseIntegers(fields: fields)
        case .decimal: transformer = ParseDecimals(fields: fields, separator: separator)
        case .cost: transformer = ParseCosts(fields: fields, separator: separator)
        case .percent: transformer = ParsePercents(fields: fields, separator: separator)
        case .duration: transformer = ParseDurations(fields: fields)
        case .day: transformer = ParseDays(fields: fields)
        case .timestamp: transformer = ParseTimestamps(fields: fields, zone: zone)
        }
        if let place = places.first(where: { schema.fields[$0].type != .text }) {
            let field = schema.fields[place]
            throw ETLError.transform(
                "cast", "the column \(field.name) is not text but \(field.type.rawValue)",
                advice: "Cast it to text before.", subject: field.name)
        }
        return try transformer.bind(to: schema)
    }
}

extension Cast: ColumnwiseTransformer {
    private static let to = Setting<Target>.choice(
        "to", presence: .required, summary: "What the values become.", example: "integer")

    package static let form = TransformForm(
        "cast", summary: "Turns text into another type, or values into text.",
        example: "{ fields: [skill_id], to: integer }", keys: [.fields, to.shape]
    ) { reader in
        let fields = reader.fields()
        let target = reader.value(to)
        guard let fields, let target else { return nil }
        return Cast(fields: fields, to: target, zone: ZoneRules(identifier: "UTC", initialOffset: 0))
    }

    /// Reads values as the source writes them.
    public func adapted(to zone: ZoneRules, decimalSeparator: DecimalSeparator?) -> Cast {
        Cast(fields: fields, to: target, zone: zone, decimalSeparator: decimalSeparator)
    }
}

/// Columns of any type as text.
private struct ShownColumns: BoundTransformer {
    let output: Schema
    private let places: [Int]

    init(_ places: [Int], of schema: Schema) {
        self.places = places
        var output = schema
        for place in places { output.fields[place].type = .text }
        // Read again, it would be no time in a form of the source's.
        if let time = schema.eventTime, places.contains(where: { schema.fields[$0].name == time }) {
            output.eventTime = nil
        }
        self.output = output
    }

    func apply(to batch: inout RecordBatch) {
        for place in places {
            for row in 0..<batch.count where batch[place, row].kind == .number {
                let cell = batch[place, row]
                batch[place, row] = Cell(.text, start: cell.range.lowerBound, length: cell.length)
            }
        }
        batch.schema = output
    }
}
