internal import ByteScan

/// A decimal in plain notation (`-12.50`), compared digit for digit.
struct PlainDecimal: Sendable {
    enum Order: Sendable, Equatable {
        case less, same, more
    }

    let digits: [UInt8]

    init(_ digits: [UInt8]) { self.digits = digits }

    /// How the decimal at `range` stands to another one.
    static func order(_ bytes: Span<UInt8>, range: Range<Int>, against other: PlainDecimal) -> Order {
        let left = Parts(bytes, range)
        let right = Parts(other.digits.span, 0..<other.digits.count)
        guard left.isNegative == right.isNegative else { return left.isNegative ? .less : .more }
        let order = magnitude(leftBytes: bytes, left: left, rightBytes: other.digits.span, right: right)
        guard left.isNegative, order != .same else { return order }
        return order == .less ? .more : .less
    }

    private static func magnitude(
        leftBytes: Span<UInt8>, left: Parts, rightBytes: Span<UInt8>, right: Parts
    ) -> Order {
        if left.whole.count != right.whole.count { return left.whole.count < right.whole.count ? .less : .more }
        for offset in 0..<left.whole.count {
            let (one, two) = (leftBytes[left.whole.lowerBound + offset], rightBytes[right.whole.lowerBound + offset])
            if one != two { return one < two ? .less : .more }
        }
        for offset in 0..<max(left.fraction.count, right.fraction.count) {
            let one = digit(leftBytes, range: left.fraction, offset: offset)
            let two = digit(rightBytes, range: right.fraction, offset: offset)
            if one != two { return one < two ? .less : .more }
        }
        return .same
    }

    private static func digit(_ bytes: Span<UInt8>, range: Range<Int>, offset: Int) -> UInt8 {
        offset < range.count ? bytes[range.lowerBound + offset] : ASCII.zero
    }

    /// Where whole part and fraction stand, without zeros in front; zero is not negative.
    private struct Parts {
        let isNegative: Bool
        let whole: Range<Int>
        let fraction: Range<Int>

        init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
            var start = range.lowerBound
            let hasSign = start < range.upperBound && bytes[start] == ASCII.minus
            if hasSign { start += 1 }
            let point = (start..<range.upperBound).first { bytes[$0] == ASCII.dot } ?? range.upperBound
            while start < point, bytes[start] == ASCII.zero { start += 1 }
            whole = start..<point
            fraction = min(point + 1, range.upperBound)..<range.upperBound
            isNegative = hasSign && !(whole.isEmpty && fraction.allSatisfy { bytes[$0] == ASCII.zero })
        }
    }
}
