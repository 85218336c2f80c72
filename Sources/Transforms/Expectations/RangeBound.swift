internal import ByteScan
internal import ETL

/// One end of a range: a number, or a day or time as far as it was given.
enum RangeBound {
    case number([UInt8])
    case moment([UInt8])

    /// Reads `12`, `-0.5`, `2026-10-01` or `2026-10-01 08:15:42`; nil for anything else.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        if Self.isPlainNumber(bytes) {
            self = .number(bytes)
        } else if Day(text) != nil {
            self = .moment(bytes)
        } else if bytes.count == 19, Day(String(text.prefix(10))) != nil, Self.isClock(bytes[10...]) {
            self = .moment(bytes[..<10] + [UInt8(ascii: "T")] + bytes[11...])
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
        case (.number(let text), .number), (.moment(let text), .moment):
            upper.order(of: text.span, 0..<text.count) > 0 ? "min is above max" : nil
        case (.number, .moment), (.moment, .number): "min and max are not of one kind"
        }
    }

    /// Below zero for a value below the bound, above it for one above, zero for one that is equal as far as the bound
    /// says.
    func order(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        switch self {
        case .number(let bound):
            return PlainNumber(bytes, range).order(to: PlainNumber(bound.span, 0..<bound.count))
        case .moment(let bound):
            for index in 0..<min(bound.count, range.count) {
                let difference = Int(bytes[range.lowerBound + index]) - Int(bound[index])
                if difference != 0 { return difference }
            }
            return 0
        }
    }

    private static func isPlainNumber(_ bytes: [UInt8]) -> Bool {
        let digits = bytes.first == ASCII.minus ? bytes.dropFirst() : bytes[...]
        let parts = digits.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(ASCII.isDigit) }
    }

    private static func isClock(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.dropFirst().split(separator: ASCII.colon, omittingEmptySubsequences: false)
        return (bytes.first == ASCII.space || bytes.first == UInt8(ascii: "T")) && parts.count == 3
            && zip(parts, [24, 60, 60]).allSatisfy { part, limit in
                part.count == 2 && part.allSatisfy(ASCII.isDigit)
                    && part.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) } < limit
            }
    }
}

/// A number in plain notation as digits: nothing is rounded, however long it is.
private struct PlainNumber {
    private let isNegative: Bool
    private var whole: [UInt8] = []
    private var fraction: [UInt8] = []

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        isNegative = range.first.map { bytes[$0] == ASCII.minus } ?? false
        var isFraction = false
        for at in range.dropFirst(isNegative ? 1 : 0) {
            if bytes[at] == ASCII.dot {
                isFraction = true
            } else if isFraction {
                fraction.append(bytes[at])
            } else if !whole.isEmpty || bytes[at] != ASCII.zero {
                whole.append(bytes[at])
            }
        }
        while fraction.last == ASCII.zero { fraction.removeLast() }
    }

    private var isZero: Bool { whole.isEmpty && fraction.isEmpty }

    func order(to other: PlainNumber) -> Int {
        let isBelow = isNegative && !isZero
        let otherIsBelow = other.isNegative && !other.isZero
        if isBelow != otherIsBelow { return isBelow ? -1 : 1 }
        let order = magnitudeOrder(to: other)
        return isBelow ? -order : order
    }

    private func magnitudeOrder(to other: PlainNumber) -> Int {
        if whole.count != other.whole.count { return whole.count - other.whole.count }
        if whole != other.whole { return whole.lexicographicallyPrecedes(other.whole) ? -1 : 1 }
        if fraction == other.fraction { return 0 }
        return fraction.lexicographicallyPrecedes(other.fraction) ? -1 : 1
    }
}
