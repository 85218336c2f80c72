internal import ByteScan
internal import ETL

/// What stands in a derived column.
enum Derived {
    /// The word at this place of the vocabulary.
    case word(Int)
    /// A part of the text that it is derived from.
    case part(Range<Int>)
}

/// Makes further columns of a text.
protocol Deriver {
    /// The words that it writes itself.
    static var words: Vocabulary { get }
    /// The columns that come behind `field`.
    func fields(from field: Field) -> [Field]
    /// Calls `body` with the number of a derived column and its value, for each that has one.
    func derive(_ bytes: Span<UInt8>, range: Range<Int>, _ body: (Int, Derived) -> Void)
}

extension Field {
    /// A column that is derived from this one, and hidden where this one is.
    func derived(_ name: String, as derivation: (String) -> Derivation, summary: String) -> Field {
        Field(name, derivation: sourceKey.map(derivation), isHidden: isHidden, summary: summary)
    }
}

/// Words in one run of bytes, to be added to a batch once.
struct Vocabulary: Sendable {
    let bytes: [UInt8]
    private let places: [Range<Int>]

    init(_ words: [String]) {
        bytes = words.flatMap(\.utf8)
        var start = 0
        places = words.map { word in
            defer { start += word.utf8.count }
            return start..<start + word.utf8.count
        }
    }

    /// The cell of a word where the words' bytes begin at `base`.
    func cell(_ word: Int, base: Int) -> Cell {
        Cell(.text, start: base + places[word].lowerBound, length: places[word].count)
    }
}

/// Text columns with others derived from them right behind.
struct DerivedColumns<Maker: Deriver>: BoundTransformer {
    let output: Schema

    private let maker: Maker
    /// From right to left, so that inserting moves none that is still to come.
    private var sources: [TextColumn]
    private let widths: [Int]
    private var escaped: [Int] = []

    init(_ names: [String], of schema: Schema, for transformer: String, _ maker: Maker) throws {
        let places = try schema.places(of: names, for: transformer).sorted(by: >)
        var output = schema
        for place in places {
            try output.insert(maker.fields(from: schema.fields[place]), after: place, for: transformer)
        }
        self.output = output
        self.maker = maker
        sources = places.map { TextColumn($0, of: schema) }
        widths = places.map { maker.fields(from: schema.fields[$0]).count }
    }

    mutating func apply(to batch: inout RecordBatch) {
        let base = batch.bytes.count
        batch.bytes.append(contentsOf: Maker.words.bytes)
        for index in sources.indices {
            sources[index].clean(&batch)
            derive(from: sources[index].field, width: widths[index], base: base, in: &batch)
        }
        batch.schema = output
    }

    private mutating func derive(from field: Int, width: Int, base: Int, in batch: inout RecordBatch) {
        escaped.removeAll(keepingCapacity: true)
        let added = (0..<width).map { _ in batch.rows.table.addColumn() }
        let stride = batch.rows.table.stride
        let target = (added.first ?? 0) * stride
        batch.withColumn(field) { cells, range, bytes in
            derive(&cells, range: range, to: target, stride: stride, base: base, bytes: bytes)
        }
        batch.columns.insert(contentsOf: added, at: field + 1)
        for row in escaped { deriveEscaped(field, row: row, base: base, in: &batch) }
    }

    private mutating func derive(
        _ cells: inout MutableSpan<Cell>, range: Range<Int>, to target: Int, stride: Int, base: Int,
        bytes: Span<UInt8>
    ) {
        for at in range {
            let row = at - range.lowerBound
            let cell = cells[at]
            if cell.kind == .escaped { escaped.append(row) }
            guard cell.kind == .text else { continue }
            maker.derive(bytes, range: cell.range) { column, value in
                cells[target + column * stride + row] =
                    switch value {
                    case .word(let word): Maker.words.cell(word, base: base)
                    case .part(let place): Cell(.text, start: place.lowerBound, length: place.count)
                    }
            }
        }
    }

    private func deriveEscaped(_ field: Int, row: Int, base: Int, in batch: inout RecordBatch) {
        let text = batch.decoded(batch[field, row])
        maker.derive(text.span, range: 0..<text.count) { column, value in
            batch[field + 1 + column, row] =
                switch value {
                case .word(let word): Maker.words.cell(word, base: base)
                case .part(let place): batch.addText(Array(text[place]))
                }
        }
    }
}
