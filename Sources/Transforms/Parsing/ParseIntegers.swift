internal import ByteScan
public import ETL

/// Turns whole numbers (seconds, counts) into integers of 64 bits.
///
/// Digits with an optional sign are taken, zeros in front too (`007` is 7). A text with a fraction or separators
/// (`12.0`, `1,234`) doesn't fit; a JSON number is taken if its value is whole (`12.0`, `1e3`).
public struct ParseIntegers: Transformer {
    private let fields: [String]

    /// Reads columns.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("integers", fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try ConvertedColumns(fields, of: schema, for: "integers") { _ in IntegerConverter() }
    }
}

private struct IntegerConverter: ValueConverter {
    static var type: FieldType { .integer }
    static var kind: Cell.Kind { .number }

    mutating func convert(
        _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, isNumber: Bool, into written: inout [UInt8]
    ) -> Conversion {
        let reading = IntegerText.read(bytes, range, into: &written)
        if isNumber, reading == .invalid { return convertNumber(bytes, range, into: &written) }
        return Conversion(reading, else: .invalidInteger)
    }

    private func convertNumber(
        _ bytes: Span<UInt8>, _ range: Range<Int>, into written: inout [UInt8]
    ) -> Conversion {
        var plain: [UInt8] = []
        if !ExponentText.expand(bytes, range, into: &plain) {
            for at in range { plain.append(bytes[at]) }
        }
        let whole = plain.prefix { $0 != ASCII.dot }
        let isWhole = plain[whole.endIndex...].dropFirst().allSatisfy { $0 == ASCII.zero }
        var normal: [UInt8] = []
        let reading = IntegerText.read(plain.span, 0..<whole.count, into: &normal)
        guard isWhole, case .stands(let place) = reading else { return .invalid(.invalidInteger) }
        written.append(contentsOf: plain[place])
        return .written
    }
}

/// Turns durations `HH:MM:SS`, also beyond 24 hours, into whole seconds; digits alone are seconds already.
public struct ParseDurations: Transformer {
    private let fields: [String]

    /// Reads columns.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("durations", fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try ConvertedColumns(fields, of: schema, for: "durations") { _ in DurationConverter() }
    }
}

private struct DurationConverter: ValueConverter {
    static var type: FieldType { .integer }
    static var kind: Cell.Kind { .number }

    mutating func convert(
        _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, isNumber: Bool, into written: inout [UInt8]
    ) -> Conversion {
        Conversion(DurationText.read(bytes, range, into: &written), else: .invalidDuration)
    }
}
