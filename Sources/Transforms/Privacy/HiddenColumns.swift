internal import ByteScan
internal import ETL

/// Text columns whose values are replaced by what hides them; null stays null.
struct HiddenColumns<Cover: Hider>: BoundTransformer {
    let output: Schema
    let redactions: [Redaction]

    private let places: [Int]
    private var cover: Cover
    private var written: [UInt8] = []
    private var escaped: [Int] = []

    init(_ names: [String], of schema: Schema, for transformer: String, _ cover: Cover) throws {
        let places = try schema.places(of: names, for: transformer)
        self.places = places
        self.cover = cover
        output = schema
        redactions = places.map { place in
            let dashIsNothing = schema.fields[place].dashIsNothing
            return Redaction(field: schema.sourceKey(of: place)) { raw in
                // What says nothing is null in the data; a token for it would look like a value.
                if Blanks.isNothing(raw.span, 0..<raw.count, dashIsNothing: dashIsNothing) { return raw }
                var cover = cover
                return cover.hidden(raw)
            }
        }
    }

    mutating func apply(to batch: inout RecordBatch) {
        for place in places { hide(place, &batch) }
        batch.schema = output
    }

    private mutating func hide(_ place: Int, _ batch: inout RecordBatch) {
        written.removeAll(keepingCapacity: true)
        escaped.removeAll(keepingCapacity: true)
        batch.withColumn(place) { cells, range, bytes in hide(&cells, range, bytes) }
        batch.bytes.append(contentsOf: written)
        for row in escaped { batch[place, row] = batch.addText(cover.hidden(batch.decoded(batch[place, row]))) }
    }

    private mutating func hide(_ cells: inout MutableSpan<Cell>, _ range: Range<Int>, _ bytes: Span<UInt8>) {
        for at in range {
            let cell = cells[at]
            if cell.kind == .text {
                let start = written.count
                cover.hide(bytes, cell.range, into: &written)
                cells[at] = Cell(.text, start: bytes.count + start, length: written.count - start)
            } else if cell.kind == .escaped {
                escaped.append(at - range.lowerBound)
            }
        }
    }
}

extension Hider {
    /// What may be shown of bytes that need not be sound text.
    fileprivate mutating func hidden(_ raw: [UInt8]) -> [UInt8] {
        // Decoding repairs what is no UTF-8; sound text comes back byte for byte.
        let text = Array(String(decoding: raw, as: UTF8.self).utf8)
        var shown: [UInt8] = []
        hide(text.span, 0..<text.count, into: &shown)
        return shown
    }
}

extension Schema {
    /// The source's key under which a column's value can be seen in a row as it came: its own, or for a derived column
    /// that of the column it stands behind.
    fileprivate func sourceKey(of place: Int) -> String {
        fields[...place].last { $0.origin != nil }?.origin ?? fields[place].name
    }
}
