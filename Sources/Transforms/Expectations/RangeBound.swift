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

    func fits(_ type: FieldType) -> Bool {
        switch (self, type) {
        case (.number, .integer), (.number, .decimal), (.moment, .timestamp): true
        case (.moment(let text), .day): text.count == 10
        default: false
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
        let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        return (bytes.first == ASCII.space || bytes.first == UInt8(ascii: "T")) && parts.count == 3
            && 0..<24 ~= parts[0] && 0..<60 ~= parts[1] && 0..<60 ~= parts[2]
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
