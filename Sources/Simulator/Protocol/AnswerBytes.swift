/// The bytes of an answer's body, made piece by piece while they are sent.
struct AnswerBytes {
    private static let pieceSize = 64 * 1024

    private enum Step {
        case head, rows, tail, suffix, end
    }

    private let answer: Answer
    private let order: [Int]?
    private let writer: RowWriter?
    private var nested: NestedRowWriter?
    private var step = Step.head
    private var place = 0
    private var row = RowValues()
    private var gzip: StoredGzip?
    private var left: Int

    init(_ answer: Answer) {
        self.answer = answer
        gzip = answer.wire.isGzip ? StoredGzip() : nil
        left = answer.wire.cutAfter ?? .max
        guard case .rows(let rows) = answer.body else {
            (writer, order) = (nil, nil)
            return
        }
        let writer = RowWriter(shape: rows.shape, spelling: answer.occasion.spelling)
        self.writer = writer
        nested = rows.shape.nesting.map { NestedRowWriter(writer, $0, spelling: answer.occasion.spelling) }
        order = Self.order(rows, answer.occasion)
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
    var isCut: Bool { left == 0 && answer.wire.cutAfter != nil }

    private mutating func advance(_ piece: inout [UInt8]) {
        switch step {
        case .head:
            piece.append(contentsOf: answer.wire.prefix)
            if case .rows(let rows) = answer.body {
                piece.append(contentsOf: rows.envelope.head(spelling: answer.occasion.spelling))
                piece.append(contentsOf: Self.brackets(rows).opening.utf8)
            }
            step = .rows
        case .rows:
            if case .rows(let rows) = answer.body { appendRows(rows, to: &piece) } else { step = .tail }
        case .tail:
            switch answer.body {
            case .rows(let rows): piece.append(contentsOf: Self.brackets(rows).closing.utf8)
            case .bytes(let bytes): piece.append(contentsOf: bytes)
            }
            step = .suffix
        case .suffix:
            piece.append(contentsOf: answer.wire.suffix)
            step = .end
        case .end:
            break
        }
    }

    private mutating func appendRows(_ rows: Answer.RowsBody, to piece: inout [UInt8]) {
        while place < rows.selection.count, piece.count < Self.pieceSize {
            rows.selection.fill(order?[place] ?? place, &row)
            if nested == nil {
                if place > 0 { piece.append(0x2C) }
                writer?.append(row, to: &piece)
            } else {
                nested?.append(row, to: &piece)
            }
            place += 1
        }
        guard place >= rows.selection.count else { return }
        nested?.finish(to: &piece)
        step = .tail
    }

    /// What stands in front of the rows and behind them.
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
