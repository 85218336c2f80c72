/// A share of a whole, kept as the exact fraction that the file states.
package struct Percent: Sendable, Hashable, CustomStringConvertible {
    /// The share is `numerator / denominator`, in lowest terms, from 0 to 1.
    package let numerator: Int
    package let denominator: Int

    private static let mostDecimals = 6

    init(parsing text: String) throws(Complaint) {
        guard text.hasSuffix("%") else {
            if text.utf8.first.map(ASCIIText.isDigit) ?? false {
                throw Complaint("has no sign; write it as in 1%")
            }
            throw .notThat
        }
        let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = try WholeNumber.parse(parts[0])
        let decimals = parts.count == 2 ? parts[1] : ""
        guard decimals.utf8.count <= Self.mostDecimals else { throw Complaint("has more than six decimals") }
        let fraction = parts.count == 2 ? try WholeNumber.parse(decimals) : 0
        guard whole < 100 || (whole == 100 && fraction == 0) else { throw Complaint("is more than 100%") }
        var scale = 1
        for _ in decimals { scale *= 10 }
        let divisor = Self.greatestCommonDivisor(whole * scale + fraction, 100 * scale)
        numerator = (whole * scale + fraction) / divisor
        denominator = 100 * scale / divisor
    }

    /// Whether a part is more than this share of a whole; exact for all counts from 0.
    package func isExceeded(by part: Int, of whole: Int) -> Bool {
        let left = part.multipliedFullWidth(by: denominator)
        let right = whole.multipliedFullWidth(by: numerator)
        return (left.high, left.low) > (right.high, right.low)
    }

    package var description: String {
        "\(numerator)/\(denominator)"
    }

    private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
        right == 0 ? max(left, 1) : greatestCommonDivisor(right, left % right)
    }
}
