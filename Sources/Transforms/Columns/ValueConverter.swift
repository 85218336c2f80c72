internal import ByteScan
internal import ETL

/// Makes of the text of one value what its type wants.
protocol ValueConverter {
    /// What the values are afterwards.
    static var type: FieldType { get }
    /// How they stand in JSON: `.number` bare, `.text` in quotes.
    static var kind: Cell.Kind { get }

    /// Makes room for the values of so many rows.
    mutating func begin(rows: Int)

    /// Converts a value that is neither null nor a way to write null.
    ///
    /// Its text stands at `range` of `bytes`, with JSON's escapes resolved; `isNumber` says that JSON had it as a
    /// number, so that it may have an exponent. A new spelling is added to `written`.
    mutating func convert(
        _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, isNumber: Bool, into written: inout [UInt8]
    ) -> Conversion

    /// Converts the values of a column, which stand at `range` of `cells`.
    ///
    /// All converters do it in the same way; it is asked of them so that the compiler makes a loop for each, in which
    /// nothing is looked up.
    mutating func convert(
        _ cells: inout MutableSpan<Cell>, range: Range<Int>, bytes: Span<UInt8>, into values: inout ConvertedValues
    )

    /// Deals with a value that doesn't fit.
    func refuse(_ batch: inout RecordBatch, field: Int, row: Int, reason: Rejection.Reason)

    /// Does what is left when all rows were converted.
    mutating func finish(_ batch: inout RecordBatch, field: Int)
}

extension ValueConverter {
    mutating func begin(rows: Int) {}

    func refuse(_ batch: inout RecordBatch, field: Int, row: Int, reason: Rejection.Reason) {
        batch.invalid(field: field, row: row, reason: reason)
    }

    mutating func finish(_ batch: inout RecordBatch, field: Int) {}
}

/// What became of a value.
enum Conversion {
    /// It stands at this place of the buffer as it should.
    case stands(Range<Int>)
    /// It was spelled again.
    case written
    /// It doesn't fit.
    case invalid(Rejection.Reason)

    /// What comes of writing out a JSON number that has an exponent; nil for any other number.
    init?(expanding bytes: Span<UInt8>, _ range: Range<Int>, into written: inout [UInt8]) {
        let before = written.count
        guard ExponentText.expand(bytes, range, into: &written) else { return nil }
        guard DecimalText.hasTooManyDigits(written.span, before..<written.count) else {
            self = .written
            return
        }
        written.removeLast(written.count - before)
        self = .invalid(.beyondLimits)
    }

    /// What came of reading a number, with the reason for a text that is none.
    init(_ reading: NumberReading, else reason: Rejection.Reason, ambiguous: Rejection.Reason? = nil) {
        switch reading {
        case .stands(let range): self = .stands(range)
        case .written: self = .written
        case .invalid: self = .invalid(reason)
        case .ambiguous: self = .invalid(ambiguous ?? reason)
        case .tooLong: self = .invalid(.beyondLimits)
        }
    }
}
