/// The bytes of an answer's body, made piece by piece while they are sent.
struct AnswerBytes {
    private static let pieceSize = 64 * 1024

    private enum Step {
        case opening, rows, closing, end
    }

    /// What goes out before the rows, and the whole body where it is given as bytes.
    private let opening: [UInt8]
    private let closing: [UInt8]
    private let selection: Selection
    private let order: [Int]?
    private var writer: RowListWriter?
    private var step = Step.opening
    private var place = 0
    private var row = RowValues()
    private var gzip: StoredGzip?
    private var left: Int

    init(_ answer: Answer) {
        gzip = answer.wire.isGzip ? StoredGzip() : nil
        left = answer.wire.cutAfter ?? .max
        let (prefix, suffix) = (answer.wire.prefix, answer.wire.suffix)
        switch answer.body {
        case .bytes(let bytes):
            (opening, closing, selection, order) = (prefix + bytes, suffix, Selection(rows: []), nil)
        case .rows(let rows):
            let spelling = answer.occasion.spelling
            let brackets = Self.brackets(rows)
            opening = prefix + rows.envelope.head(spelling: spelling) + brackets.opening.utf8
            closing = brackets.closing.utf8 + suffix
            selection = rows.selection
            order = Self.order(rows, answer.occasion)
            writer = RowListWriter(shape: rows.shape, spelling: spelling)
        }
    }

    /// The next piece, or nil at the end, be it the answer's own or the place where it is cut.
    mutating func next() -> [UInt8]? {
        guard left > 0, step != .end else { return nil }
        var piece: [UInt8] = []
        while piece.count < Self.pieceSize, step != .end { advance(&piece) }
        if gzip != nil { piece = gzip?.wrap(piece, isLast: step == .end) ?? piece }
        if piece.count > left { piece.removeLast(piece.count - left) }
        left -= piece.count
        return piece
    }

    /// Whether the end came before the answer's own.
    var isCut: Bool { left == 0 }

    private mutating func advance(_ piece: inout [UInt8]) {
        switch step {
        case .opening:
            piece.append(contentsOf: opening)
            step = .rows
        case .rows:
            while place < selection.count, piece.count < Self.pieceSize {
                selection.fill(order?[place] ?? place, &row)
                writer?.append(row, to: &piece)
                place += 1
            }
            guard place == selection.count else { return }
            writer?.finish(to: &piece)
            step = .closing
        case .closing:
            piece.append(contentsOf: closing)
            step = .end
        case .end:
            break
        }
    }

    /// What goes out before the rows and after them.
    private static func brackets(_ rows: Answer.RowsBody) -> (opening: String, closing: String) {
        if case .object = rows.shape.nesting { return (#","data":{"#, "}}") }
        let isLone = rows.isLoneObject && rows.selection.count == 1
        return isLone ? (#","data":"#, "}") : (#","data":["#, "]}")
    }

    private static func order(_ rows: Answer.RowsBody, _ occasion: Answer.Occasion) -> [Int]? {
        let count = rows.selection.count
        return switch rows.order {
        case .newestFirst: nil
        case .oldestFirst: (0..<count).reversed()
        case .unsorted: shuffle(count, seed: occasion.seed)
        case .changing: shuffle(count, seed: occasion.seed &+ UInt64(occasion.call + 1))
        }
    }

    private static func shuffle(_ count: Int, seed: UInt64) -> [Int] {
        var generator = SplitMix64(keys: seed, UInt64(count))
        var order = Array(0..<count)
        for place in stride(from: count - 1, to: 0, by: -1) { order.swapAt(place, generator.below(place + 1)) }
        return order
    }
}
