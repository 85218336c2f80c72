internal import ByteScan
internal import ETL

/// Makes of a text another one.
protocol TextRule: Sendable {
    /// Looks at the text at `range` of `bytes`, in sound UTF-8 and with no escapes; a new text is added to `output`.
    mutating func rewrite(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) -> Rewrite

    /// Does what is left when all rows were rewritten; `field` is the column that they stand in.
    mutating func finish(_ batch: inout RecordBatch, field: Field)
}

extension TextRule {
    mutating func finish(_ batch: inout RecordBatch, field: Field) {}
}

/// What became of a text.
enum Rewrite {
    /// It is as it should be.
    case stays
    /// It was spelled anew.
    case written
    /// There is none.
    case null
}
