internal import ByteScan
public import ETL

/// A column of text and what a dash means in it.
struct TextColumn {
    let field: Int
    let dashIsNothing: Bool

    private var composites: [Int] = []
    private var escaped: [Int] = []

    init(_ field: Int, of schema: Schema) {
        self.field = field
        dashIsNothing = schema.fields[field].dashIsNothing
    }

    /// Makes null of all values that say nothing, and text of the others.
    mutating func clean(_ batch: inout RecordBatch) {
        composites.removeAll(keepingCapacity: true)
        escaped.removeAll(keepingCapacity: true)
        batch.withColumn(field) { cells, range, bytes in clean(&cells, range: range, bytes: bytes) }
        for row in escaped {
            let text = batch.decoded(batch[field, row])
            if Blanks.isNothing(text.span, 0..<text.count, dashIsNothing: dashIsNothing) { batch[field, row] = .null }
        }
        for row in composites where !batch.isRejected(row) { batch.invalid(field: field, row: row, reason: .wrongType) }
    }

    private mutating func clean(_ cells: inout MutableSpan<Cell>, range: Range<Int>, bytes: Span<UInt8>) {
        for at in range {
            let cell = cells[at]
            if cell.kind == .text {
                let place = cell.range
                if place.isEmpty
                    || maySayNothing(bytes[place.lowerBound])
                        && Blanks.isNothing(bytes, place, dashIsNothing: dashIsNothing)
                {
                    cells[at] = .null
                }
                continue
            }
            switch cell.kind {
            case .escaped:
                let start = bytes[cell.range.lowerBound]
                if start == ASCII.backslash || maySayNothing(start) { escaped.append(at - range.lowerBound) }
            case .number, .boolean:
                cells[at] = Cell(.text, start: cell.range.lowerBound, length: cell.length)
            case .composite:
                composites.append(at - range.lowerBound)
            case .null, .text, .invalidUTF8, .controlCharacter, .loneSurrogate:
                // A row with unsound text was rejected before.
                break
            }
        }
    }

    /// Whether a text that begins so can be blank or a dash: a look at one byte spares nearly all texts the rest.
    @inline(__always)
    private func maySayNothing(_ first: UInt8) -> Bool {
        first <= ASCII.minus && (first <= ASCII.space || first == ASCII.minus) || first == 0xC2 || first == 0xE2
    }
}

extension Field {
    /// Whether a dash alone stands for a missing value.
    var dashIsNothing: Bool { form != .freeText }
}

/// Gives text columns one way to say nothing: empty and blank values become null, and so does a dash alone, which the
/// API writes for a missing value, in every column that isn't free text. All other text stays byte for byte, blanks
/// around it included.
///
/// A number or a truth value that the source sent without quotes becomes the text of the same characters; an object or
/// array doesn't fit.
public struct CleanText: Transformer {
    private let fields: [String]

    /// Cleans columns.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("text", fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        BoundCleanText(
            output: schema, columns: try schema.places(of: fields, for: "text").map { TextColumn($0, of: schema) })
    }
}

private struct BoundCleanText: BoundTransformer {
    let output: Schema
    var columns: [TextColumn]

    mutating func apply(to batch: inout RecordBatch) {
        for index in columns.indices { columns[index].clean(&batch) }
        batch.schema = output
    }
}
