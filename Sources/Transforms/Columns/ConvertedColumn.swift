internal import ByteScan
internal import ETL

/// A column whose values go through a converter.
///
/// New spellings are gathered aside and added to the batch's bytes once, so that the loop reads the bytes through a
/// span and allocates nothing.
struct ConvertedColumn<Converter: ValueConverter> {
    private let field: Int
    private var converter: Converter
    private var written: [UInt8] = []
    private var refused: [(row: Int, reason: Rejection.Reason)] = []
    private var escaped: [Int] = []

    init(field: Int, converter: Converter) {
        self.field = field
        self.converter = converter
    }

    mutating func convert(_ batch: inout RecordBatch) {
        converter.begin(rows: batch.count)
        written.removeAll(keepingCapacity: true)
        refused.removeAll(keepingCapacity: true)
        escaped.removeAll(keepingCapacity: true)
        batch.withColumn(field) { cells, range, bytes in convert(&cells, range, bytes) }
        batch.bytes.append(contentsOf: written)
        for row in escaped { convertEscaped(row, &batch) }
        for (row, reason) in refused where !batch.isRejected(row) {
            converter.refuse(&batch, field: field, row: row, reason: reason)
        }
        converter.finish(&batch, field: field)
    }

    private mutating func convert(_ cells: inout MutableSpan<Cell>, _ range: Range<Int>, _ bytes: Span<UInt8>) {
        for at in range {
            let cell = cells[at]
            let row = at - range.lowerBound
            switch cell.kind {
            case .text, .number, .boolean:
                if let typed = typed(cell, bytes, row) { cells[at] = typed }
            case .escaped:
                escaped.append(row)
            case .composite:
                refused.append((row, .wrongType))
            case .null, .invalidUTF8, .controlCharacter, .loneSurrogate:
                // A row with unsound text was rejected before.
                break
            }
        }
    }

    /// Where a number or a date was promised, escapes can stand for blanks around it at most.
    private mutating func convertEscaped(_ row: Int, _ batch: inout RecordBatch) {
        let plain = batch.add(.text, batch.decoded(batch[field, row]))
        written.removeAll(keepingCapacity: true)
        if let cell = typed(plain, batch.bytes.span, row) {
            batch[field, row] = cell
            batch.bytes.append(contentsOf: written)
        }
    }

    /// The cell of a converted value, or nil if the value doesn't fit.
    private mutating func typed(_ cell: Cell, _ bytes: Span<UInt8>, _ row: Int) -> Cell? {
        let range = cell.range
        if range.isEmpty { return .null }
        if !ASCII.isDigit(bytes[range.lowerBound]), Blanks.isNothing(bytes, range, dashIsNothing: true) {
            return .null
        }
        let start = written.count
        switch converter.convert(bytes, range, row: row, isNumber: cell.kind == .number, into: &written) {
        case .stands(let place):
            return Cell(Converter.kind, start: place.lowerBound, length: place.count)
        case .written:
            return Cell(Converter.kind, start: bytes.count + start, length: written.count - start)
        case .invalid(let reason):
            refused.append((row, reason))
            return nil
        }
    }
}
