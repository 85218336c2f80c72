internal import ETL

/// Times as stores write them, in seconds since 1970-01-01T00:00:00Z.
enum StoreTime {
    /// `20260101T081542Z`, as signatures have it.
    static func compact(_ seconds: Int) -> String {
        let digits = LocalTime(seconds: Int64(seconds)).compact
        return "\(digits.prefix(8))T\(digits.suffix(6))Z"
    }

    /// Reads the time of a header such as `Sun, 06 Nov 1994 08:49:37 GMT`; nil if it is not one.
    static func ofHeader(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
            let month = months.firstIndex(of: String(words[2])),
            let date = Day(year: year, month: month + 1, day: day)
        else { return nil }
        return seconds(date, words[4])
    }

    /// Reads a time such as `2026-01-01T08:15:42.000Z`, as listings and credentials have it; nil if it is not one.
    static func ofListing(_ text: String) -> Int? {
        let halves = text.split(separator: "T")
        guard halves.count == 2, halves[1].hasSuffix("Z"), let date = Day(String(halves[0])) else { return nil }
        return seconds(date, halves[1].dropLast().prefix { $0 != "." })
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func seconds(_ day: Day, _ clock: Substring) -> Int? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        return Int(LocalTime(day, hour: hour, minute: minute, second: second).seconds)
    }
}
