/// Durations such as `75s`, `10m`, `1h` and `2d`, in whole seconds.
package enum DurationText {
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
