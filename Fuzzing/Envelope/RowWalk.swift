import ByteScan
import FuzzSupport

/// Fingerprints of what a scan brought out, whatever the batches in which it left.
struct Findings: Equatable {
    var rows = Digest()
    var extras = Digest()
    var faults = Digest()
}

/// FNV-1a.
struct Digest: Equatable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

    mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        for at in range { add(bytes[at]) }
        add(0xFF)
    }
}

/// Goes through all cells of a batch: each lies within the buffer, and sound text stays text when it is decoded.
struct RowWalk {
    private let columns: [Int]
    private let ndjson: NDJSONWriter
    private let csv: CSVWriter

    init(names: [String]) {
        columns = Array(names.indices)
        ndjson = NDJSONWriter(names: names)
        csv = CSVWriter(names: names)
    }

    func add(_ rows: ScannedRows, _ buffer: [UInt8], to findings: inout Findings) {
        require(rows.spans.count == rows.count, "a row without its text")
        let lines = Lines(rows, columns, buffer, ndjson, csv)
        for row in 0..<rows.count {
            findings.rows.add(buffer.span, rows.spans[row])
            for column in columns {
                add(rows.table.cells[rows.table.index(column: column, row: row)], buffer, to: &findings.rows)
            }
            findings.rows.add(lines.ndjson.span, lines.ndjsonEnds[row]..<lines.ndjsonEnds[row + 1])
            findings.rows.add(lines.csv.span, lines.csvEnds[row]..<lines.csvEnds[row + 1])
        }
        for extra in rows.extras {
            require(extra.row < rows.count, "a field of no row")
            add(extra.key, buffer, to: &findings.extras)
            add(extra.value, buffer, to: &findings.extras)
        }
        for fault in rows.irregular {
            require(fault.row < rows.count, "a fault of no row")
            add(fault.key, buffer, to: &findings.faults)
        }
        for place in rows.unusual { require(place.row < rows.count, "an unusual value of no row") }
    }

    private func add(_ cell: Cell, _ buffer: [UInt8], to digest: inout Digest) {
        digest.add(cell.kind.rawValue)
        digest.add(buffer.span, cell.range)
        switch cell.kind {
        case .text, .escaped, .controlCharacter, .loneSurrogate: requireText(cell, buffer)
        case .composite:
            let end = CanonicalJSON.endOfValue(buffer.span, start: cell.range.lowerBound, limit: cell.range.upperBound)
            require(end == cell.range.upperBound, "a value that ends elsewhere")
        case .null, .number, .boolean, .invalidUTF8: break
        }
    }

    private func requireText(_ cell: Cell, _ buffer: [UInt8]) {
        var text: [UInt8] = []
        JSONText.decode(buffer.span, cell.range, into: &text)
        require((try? UTF8Span(validating: text.span)) != nil, "sound text that decodes to none")
        var spelled: [UInt8] = []
        JSONText.encode(text.span, 0..<text.count, into: &spelled)
        require(JSONText.isCanonical(spelled.span, 0..<spelled.count), "a canonical spelling that isn't")
        guard cell.isText, JSONText.isCanonical(buffer.span, cell.range) else { return }
        require(spelled[...] == buffer[cell.range], "a canonical spelling that is written otherwise")
    }
}

/// What the rows of a batch look like in both formats, and where each line ends.
private struct Lines {
    var ndjson: [UInt8] = []
    var csv: [UInt8] = []
    let ndjsonEnds: [Int]
    let csvEnds: [Int]

    init(_ rows: ScannedRows, _ columns: [Int], _ buffer: [UInt8], _ json: NDJSONWriter, _ comma: CSVWriter) {
        let all = 0..<rows.count
        var lengths: [Int] = []
        let end = json.append(
            rows: all, of: rows.table, columns: columns, bytes: buffer.span, to: &ndjson, lengths: &lengths)
        require(end == rows.count && lengths.count == end, "a row that was not written")
        ndjsonEnds = lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        lengths.removeAll()
        _ = comma.append(
            rows: all, of: rows.table, columns: columns, bytes: buffer.span, to: &csv, lengths: &lengths)
        csvEnds = lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        require(ndjsonEnds.last == ndjson.count && csvEnds.last == csv.count, "lengths that don't add up")
    }
}
