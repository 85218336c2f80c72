internal import ByteScan

/// Whether one value may be another one that is spelled otherwise.
enum Resemblance {
    /// So many letters or digits in a row are no chance.
    private static let run = 6
    /// Beyond this many comparisons two values count as alike.
    private static let mostComparisons = 1 << 22

    /// Letters and digits, the letters of ASCII in lower case.
    static func plain(_ text: [UInt8]) -> [UInt8] {
        text.compactMap { byte in
            let lower = ASCII.lowercased(byte)
            return byte >= 0x80 || ASCII.isDigit(byte) || lower &- UInt8(ascii: "a") < 26 ? lower : nil
        }
    }

    /// Whether two plain values are the same, or share six letters or digits in a row.
    static func holds(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        if left == right { return !left.isEmpty }
        guard left.count >= run, right.count >= run else { return false }
        guard left.count.multipliedReportingOverflow(by: right.count).partialValue <= mostComparisons else {
            return true
        }
        for start in 0...left.count - run {
            for other in 0...right.count - run where left[start] == right[other] {
                if (1..<run).allSatisfy({ left[start + $0] == right[other + $0] }) { return true }
            }
        }
        return false
    }
}
