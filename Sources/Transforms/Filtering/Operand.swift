internal import ByteScan
internal import ETL

/// A value of a condition, read as the type of its column is.
enum Operand: Sendable {
    case text([UInt8])
    case number(PlainDecimal)
    /// The beginning of an ISO 8601 time: a day alone stands for all of it.
    case time([UInt8])

    init(_ text: String, for field: Field) throws(ETLError) {
        let bytes = Array(text.utf8)
        switch field.type {
        case .text: self = .text(bytes)
        case .json:
            throw .transform(
                "where", "\(field.name) is json, which has no single value", advice: "Ask whether it is null.",
                subject: field.name)
        case .integer, .decimal:
            var written: [UInt8] = []
            let reading = DecimalText.read(
                bytes.span, 0..<bytes.count, separator: .point, currency: false, into: &written)
            switch reading {
            case .stands(let range): self = .number(PlainDecimal(Array(bytes[range])))
            case .written: self = .number(PlainDecimal(written))
            case .invalid, .ambiguous, .tooLong: throw Self.unfit(text, field, such: "30 or 0.5")
            }
        case .day:
            guard let day = Self.day(bytes) else { throw Self.unfit(text, field, such: "2026-10-01") }
            self = .time(day)
        case .timestamp:
            if let day = Self.day(bytes) {
                self = .time(day)
            } else if let time = DateTimeText(bytes.span, 0..<bytes.count) {
                var iso: [UInt8] = []
                time.appendISO8601(from: bytes.span, offset: [], to: &iso)
                self = .time(iso)
            } else {
                throw Self.unfit(text, field, such: "2026-10-01 or 2026-10-01 08:00:00")
            }
        }
    }

    /// How a value of the column stands to this one.
    func order(of cell: Cell, in batch: borrowing RecordBatch) -> PlainDecimal.Order {
        switch self {
        case .text(let text):
            if cell.kind == .escaped { return batch.decoded(cell) == text ? .same : .more }
            return batch.bytes[cell.range].elementsEqual(text) ? .same : .more
        case .number(let number): return PlainDecimal.order(batch.bytes.span, range: cell.range, against: number)
        case .time(let time):
            for (offset, byte) in time.enumerated() {
                let at = cell.range.lowerBound + offset
                guard at < cell.range.upperBound else { return .less }
                if batch.bytes[at] != byte { return batch.bytes[at] < byte ? .less : .more }
            }
            return .same
        }
    }

    private static func day(_ bytes: [UInt8]) -> [UInt8]? {
        guard let day = DayText(bytes.span, 0..<bytes.count) else { return nil }
        if day.isExtended { return Array(bytes[day.place]) }
        var written: [UInt8] = []
        day.append(from: bytes.span, to: &written)
        return written
    }

    private static func unfit(_ text: String, _ field: Field, such example: String) -> ETLError {
        .transform(
            "where", "'\(text)' is not of the type of \(field.name), \(field.type.rawValue)",
            advice: "Write \(example).", subject: text)
    }
}
