package import ETL

/// Whole numbers as a pipeline file writes them: digits alone, no sign, no separators.
package enum WholeNumber {
    package static func parse(_ text: some StringProtocol) throws(Complaint) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy(ASCIIText.isDigit), let number = Int(text) else {
            throw .notThat
        }
        return number
    }

    package static func parse(_ text: String, in range: ClosedRange<Int>) throws(Complaint) -> Int {
        let number = try parse(text)
        guard range.contains(number) else { throw .notThat }
        return number
    }
}

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

/// Durations such as `75s`, `10m`, `1h` and `2d`, in whole seconds.
package enum TimeSpanText {
    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400]

    package static func seconds(_ text: String, in range: ClosedRange<Int>) throws(Complaint) -> Int {
        guard let last = text.last else { throw .notThat }
        guard let unit = units[last] else {
            if text.utf8.allSatisfy(ASCIIText.isDigit) {
                throw Complaint("has no unit; write s, m, h or d after the number, as in 75s")
            }
            throw .notThat
        }
        let number = try WholeNumber.parse(text.dropLast())
        let (seconds, overflow) = number.multipliedReportingOverflow(by: unit)
        guard !overflow, range.contains(seconds) else {
            throw Complaint("is not between \(written(range.lowerBound)) and \(written(range.upperBound))")
        }
        return seconds
    }

    package static func days(_ text: String, in range: ClosedRange<Int>) throws(Complaint) -> Int {
        let day = 86400
        let seconds = try seconds(text, in: range.lowerBound * day...range.upperBound * day)
        guard seconds.isMultiple(of: day) else { throw Complaint("is not a whole number of days, such as 2d") }
        return seconds / day
    }

    /// The shortest way to write a number of seconds.
    package static func written(_ seconds: Int) -> String {
        for (unit, length) in [("d", 86400), ("h", 3600), ("m", 60)] where seconds > 0 && seconds.isMultiple(of: length)
        {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}

extension Share {
    private static let mostDecimals = 6

    /// The share that a percentage states, from 0% to 100%.
    package init(parsing text: String) throws(Complaint) {
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
        self.init(whole * scale + fraction, of: 100 * scale)
    }
}
