internal import ByteScan
internal import ETL

/// A text column whose values go through a rule; null stays null.
///
/// New texts are gathered aside and added to the batch's bytes once, so that the loop reads the bytes through a span.
struct RewrittenColumn<Rule: TextRule> {
    private let field: Int
    private(set) var rule: Rule
    private var fresh: [UInt8] = []
    private var written: [UInt8] = []
    private var escaped: [Int] = []

    init(field: Int, rule: Rule) {
        self.field = field
        self.rule = rule
    }

    /// Rewrites the column, or, with the number of another column of the table, writes there and leaves it alone.
    mutating func rewrite(_ batch: inout RecordBatch, into other: Int? = nil) {
        written.removeAll(keepingCapacity: true)
        escaped.removeAll(keepingCapacity: true)
        let target = other.map { batch.rows.table.index(column: $0, row: 0) } ?? batch.cellIndex(field, 0)
        batch.withColumn(field) { cells, range, bytes in
            rewrite(&cells, range: range, shiftedBy: target - range.lowerBound, bytes: bytes)
        }
        batch.bytes.append(contentsOf: written)
        for row in escaped { rewriteEscaped(row, to: target + row, &batch) }
        rule.finish(&batch, field: batch.schema.fields[field])
    }

    private mutating func rewrite(
        _ cells: inout MutableSpan<Cell>, range: Range<Int>, shiftedBy shift: Int, bytes: Span<UInt8>
    ) {
        for at in range {
            let cell = cells[at]
            switch cell.kind {
            case .text: cells[at + shift] = rewritten(cell, bytes)
            case .escaped: escaped.append(at - range.lowerBound)
            default: cells[at + shift] = cell
            }
        }
    }

    private mutating func rewritten(_ cell: Cell, _ bytes: Span<UInt8>) -> Cell {
        fresh.removeAll(keepingCapacity: true)
        switch rule.rewrite(bytes, cell.range, into: &fresh) {
        case .stays: return cell
        case .null: return .null
        case .written:
            let start = written.count
            Self.spell(fresh, into: &written)
            let length = written.count - start
            return Cell(length == fresh.count ? .text : .escaped, start: bytes.count + start, length: length)
        }
    }

    private static func spell(_ text: [UInt8], into json: inout [UInt8]) {
        JSONText.encode(text.span, 0..<text.count, into: &json)
    }

    private mutating func rewriteEscaped(_ row: Int, to target: Int, _ batch: inout RecordBatch) {
        let cell = batch[field, row]
        let text = batch.decoded(cell)
        fresh.removeAll(keepingCapacity: true)
        switch rule.rewrite(text.span, 0..<text.count, into: &fresh) {
        case .stays: batch.rows.table.cells[target] = cell
        case .null: batch.rows.table.cells[target] = .null
        case .written: batch.rows.table.cells[target] = batch.addText(fresh)
        }
    }
}

/// Text columns that go through a rule where they stand.
struct RewrittenColumns<Rule: TextRule>: BoundTransformer {
    let output: Schema
    let redactions: [Redaction]
    private var columns: [RewrittenColumn<Rule>]

    init(_ places: [Int], rule: Rule, output: Schema, redactions: [Redaction] = []) {
        self.output = output
        self.redactions = redactions
        columns = places.map { RewrittenColumn(field: $0, rule: rule) }
    }

    mutating func apply(to batch: inout RecordBatch) {
        for index in columns.indices { columns[index].rewrite(&batch) }
        batch.schema = output
    }
}

/// Text columns that stay, each with another right behind it that holds what a rule makes of it.
struct AddedColumns<Rule: TextRule>: BoundTransformer {
    let output: Schema
    /// From right to left, so that inserting moves none that is still to come.
    private var columns: [(place: Int, column: RewrittenColumn<Rule>)]

    init(
        _ names: [String], of schema: Schema, for transformer: String, _ rule: Rule,
        naming: (Field) -> (name: String, summary: String)
    ) throws {
        let places = try schema.places(of: names, for: transformer).sorted(by: >)
        var output = schema
        for place in places {
            let source = schema.fields[place]
            let (name, summary) = naming(source)
            let added = source.derived(name, as: Field.Derivation.part, summary: summary)
            try output.add(added, at: place + 1, for: transformer)
        }
        self.output = output
        columns = places.map { ($0, RewrittenColumn(field: $0, rule: rule)) }
    }

    mutating func apply(to batch: inout RecordBatch) {
        for index in columns.indices {
            let added = batch.rows.table.addColumn()
            columns[index].column.rewrite(&batch, into: added)
            batch.columns.insert(added, at: columns[index].place + 1)
        }
        batch.schema = output
    }
}

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
    /// It was spelled again.
    case written
    /// There is none.
    case null
}
