internal import ByteScan
internal import ETL

/// One end of a range: a number, or a day or time as far as it was given.
enum RangeBound {
    case number(PlainDecimal)
    case moment([UInt8])

    /// Reads `12`, `-0.5`, `2026-10-01` or `2026-10-01 08:15:42`; nil for anything else.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        if Self.isPlainNumber(bytes) {
            self = .number(PlainDecimal(bytes))
        } else if Day(text) != nil {
            self = .moment(bytes)
        } else if bytes.count == 19, ASCII.isDigit(bytes[0]), let time = DateTimeText(bytes.span, 0..<19) {
            var iso: [UInt8] = []
            time.appendISO8601(from: bytes.span, offset: [], to: &iso)
            self = .moment(iso)
        } else {
            return nil
        }
    }

    /// Why the bound does not suit a column of a type; nil if it does.
    func complaint(of type: FieldType) -> String? {
        switch (type, self) {
        case (.integer, .number), (.decimal, .number), (.timestamp, .moment): nil
        case (.integer, .moment), (.decimal, .moment): "holds numbers; write a number"
        case (.timestamp, .number): "holds times; write a day or a time, such as 2026-10-01 08:00:00"
        case (.day, .moment(let text)) where text.count == 10: nil
        case (.day, _): "holds days; write a day, such as 2026-10-01"
        case (.text, _), (.json, _): "holds no numbers, days or times"
        }
    }

    /// Why this bound cannot be the lower one of two; nil if it can.
    func mistake(below upper: RangeBound) -> String? {
        switch (self, upper) {
        case (.number(let number), .number): Self.mistake(number.digits, below: upper)
        case (.moment(let text), .moment): Self.mistake(text, below: upper)
        case (.number, .moment), (.moment, .number): "min and max are not of one kind"
        }
    }

    private static func mistake(_ lower: [UInt8], below upper: RangeBound) -> String? {
        upper.order(of: lower.span, lower.indices) == .more ? "min is above max" : nil
    }

    /// How a value stands to the bound: the same if it is equal as far as the bound says.
    func order(of bytes: Span<UInt8>, _ range: Range<Int>) -> PlainDecimal.Order {
        switch self {
        case .number(let bound): return PlainDecimal.order(bytes, range: range, against: bound)
        case .moment(let bound):
            for index in 0..<min(bound.count, range.count) {
                let byte = bytes[range.lowerBound + index]
                if byte != bound[index] { return byte < bound[index] ? .less : .more }
            }
            return .same
        }
    }

    private static func isPlainNumber(_ bytes: [UInt8]) -> Bool {
        let digits = bytes.first == ASCII.minus ? bytes.dropFirst() : bytes[...]
        let parts = digits.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(ASCII.isDigit) }
    }
}
