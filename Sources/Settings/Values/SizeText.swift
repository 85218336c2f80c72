/// Sizes such as `256MB` (millions of bytes) and `1GiB` (2³⁰ bytes).
package enum SizeText {
    private static let units: [(name: String, bytes: Int)] = [
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
        ("kB", 1000), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1),
    ]

    package static func bytes(_ text: String, in range: ClosedRange<Int>) throws(Complaint) -> Int {
        guard let unit = units.first(where: { text.hasSuffix($0.name) }) else {
            if !text.isEmpty, text.utf8.allSatisfy(ASCIIText.isDigit) {
                throw Complaint("has no unit; write B, kB, MB, GB, KiB, MiB or GiB after the number")
            }
            throw .notThat
        }
        let number = try WholeNumber.parse(text.dropLast(unit.name.count))
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit.bytes)
        guard !overflow, range.contains(bytes) else {
            throw Complaint("is not between \(written(range.lowerBound)) and \(written(range.upperBound))")
        }
        return bytes
    }

    package static func written(_ bytes: Int) -> String {
        for unit in [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)] where bytes.isMultiple(of: unit.1) {
            return "\(bytes / unit.1)\(unit.0)"
        }
        return "\(bytes)B"
    }
}
