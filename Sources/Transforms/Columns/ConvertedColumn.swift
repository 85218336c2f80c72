internal import ByteScan
internal import ETL

/// A column whose values go through a converter.
struct ConvertedColumn<Converter: ValueConverter> {
    private let field: Int
    private var converter: Converter
    private var values = ConvertedValues()

    init(field: Int, converter: Converter) {
        self.field = field
        self.converter = converter
    }

    mutating func convert(_ batch: inout RecordBatch) {
        converter.begin(rows: batch.count)
        values.removeAll()
        batch.withColumn(field) { cells, range, bytes in
            converter.convert(&cells, range: range, bytes: bytes, into: &values)
        }
        batch.bytes.append(contentsOf: values.written)
        for row in values.escaped { convertEscaped(row, &batch) }
        for (row, reason) in values.refused where !batch.isRejected(row) {
            converter.refuse(&batch, field: field, row: row, reason: reason)
        }
        converter.finish(&batch, field: field)
    }

    /// Where a number or a date was promised, escapes can stand for blanks around it at most.
    private mutating func convertEscaped(_ row: Int, _ batch: inout RecordBatch) {
        let plain = batch.add(.text, batch.decoded(batch[field, row]))
        values.written.removeAll(keepingCapacity: true)
        if let cell = converter.typed(plain, bytes: batch.bytes.span, row: row, into: &values) {
            batch[field, row] = cell
            batch.bytes.append(contentsOf: values.written)
        }
    }
}

/// What comes of converting the values of a column, gathered aside and used again and again.
///
/// New spellings are added to the batch's bytes once, so that the loop reads the bytes through a span and allocates
/// nothing.
struct ConvertedValues {
    var written: [UInt8] = []
    var refused: [(row: Int, reason: Rejection.Reason)] = []
    /// Rows whose value has escapes.
    var escaped: [Int] = []

    mutating func removeAll() {
        written.removeAll(keepingCapacity: true)
        refused.removeAll(keepingCapacity: true)
        escaped.removeAll(keepingCapacity: true)
    }
}

extension ValueConverter {
    mutating func convert(
        _ cells: inout MutableSpan<Cell>, range: Range<Int>, bytes: Span<UInt8>, into values: inout ConvertedValues
    ) {
        for at in range {
            let cell = cells[at]
            let row = at - range.lowerBound
            switch cell.kind {
            case .text, .number, .boolean:
                if let typed = typed(cell, bytes: bytes, row: row, into: &values) { cells[at] = typed }
            case .escaped:
                values.escaped.append(row)
            case .composite:
                values.refused.append((row, .wrongType))
            case .null, .invalidUTF8, .controlCharacter, .loneSurrogate:
                // A row with unsound text was rejected before.
                break
            }
        }
    }

    /// The cell of a converted value, or nil if the value doesn't fit.
    fileprivate mutating func typed(
        _ cell: Cell, bytes: Span<UInt8>, row: Int, into values: inout ConvertedValues
    ) -> Cell? {
        let range = cell.range
        if range.isEmpty { return .null }
        if !ASCII.isDigit(bytes[range.lowerBound]), Blanks.isNothing(bytes, range, dashIsNothing: true) {
            return .null
        }
        let start = values.written.count
        switch convert(bytes, range, row: row, isNumber: cell.kind == .number, into: &values.written) {
        case .stands(let place):
            return Cell(Self.kind, start: place.lowerBound, length: place.count)
        case .written:
            return Cell(Self.kind, start: bytes.count + start, length: values.written.count - start)
        case .invalid(let reason):
            values.refused.append((row, reason))
            return nil
        }
    }
}

/// Columns whose values go through converters.
struct ConvertedColumns<Converter: ValueConverter>: BoundTransformer {
    let output: Schema
    private var columns: [ConvertedColumn<Converter>]

    init(_ names: [String], of schema: Schema, for transformer: String, _ converter: (Field) -> Converter) throws {
        let places = try schema.places(of: names, for: transformer)
        columns = places.map { ConvertedColumn(field: $0, converter: converter(schema.fields[$0])) }
        var output = schema
        for place in places { output.fields[place].type = Converter.type }
        self.output = output
    }

    mutating func apply(to batch: inout RecordBatch) {
        for index in columns.indices { columns[index].convert(&batch) }
        batch.schema = output
    }
}
