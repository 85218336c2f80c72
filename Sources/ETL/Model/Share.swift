/// A share of a whole, exact: a fraction in lowest terms.
public struct Share: Sendable, Hashable, CustomStringConvertible {
    /// The numerator.
    public let part: Int
    /// The denominator, positive.
    public let whole: Int

    /// `part` of `whole`, which must be positive; `part` must not be negative.
    public init(_ part: Int, of whole: Int) {
        precondition(whole > 0 && part >= 0, "a share of nothing")
        let divisor = Self.greatestCommonDivisor(part, whole)
        self.part = part / divisor
        self.whole = whole / divisor
    }

    /// Whether `count` is more than this share of `total`; exact for all counts from 0.
    public func isExceeded(by count: Int, of total: Int) -> Bool {
        let left = count.multipliedFullWidth(by: whole)
        let right = total.multipliedFullWidth(by: part)
        return (left.high, left.low) > (right.high, right.low)
    }

    /// `1/100`.
    public var description: String { "\(part)/\(whole)" }

    private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
        right == 0 ? max(left, 1) : greatestCommonDivisor(right, left % right)
    }
}
